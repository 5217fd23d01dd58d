package c3.catalog;

import c3.model.JobSpec;
import java.io.IOException;

/// Turns a job's spec into the text that the catalog keeps and never reads, and back. Decoding what
/// was encoded gives an equal spec, also by a later build. Safe for many threads.
public interface JobText {
  /// The text of a spec.
  String encode(JobSpec spec);

  /// The spec of a text; throws `IOException` when it is none.
  JobSpec decode(String text) throws IOException;
}
