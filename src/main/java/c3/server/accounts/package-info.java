/// Accounts as their owners and the administrator see them, and the keys that open them.
@org.jspecify.annotations.NullMarked
package c3.server.accounts;
