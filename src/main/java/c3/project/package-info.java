/// Reads what a person wrote (`.c3`) and turns it into a job specification.
@org.jspecify.annotations.NullMarked
package c3.project;
