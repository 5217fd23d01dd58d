/// The real program, run as a person runs it. Tests tagged `scenario` need a clone that can be
/// built (`-Pscenario`); the others stand in a JDK and a Maven of shell script and run with the
/// rest.
@org.jspecify.annotations.NullMarked
package c3.scenario;
