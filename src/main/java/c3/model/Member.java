package c3.model;

/// An account and what it may do in some project.
public record Member(AccountName user, Role role) {}
