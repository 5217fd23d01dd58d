package c3.model;

/// What a manifest is for. Only job and dataset manifests are listed and charged.
public enum ManifestKind {
  /// A project folder as uploaded for a job; kept while a job may need it.
  WORKSPACE,
  /// What a job left behind.
  JOB,
  /// One version of a dataset.
  DATASET
}
