package c3.model;

/// A project as one account sees it.
///
/// @param project as that account says it
/// @param role what it may do there
public record Membership(ProjectName project, AccountName owner, Role role) {}
