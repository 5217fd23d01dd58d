package c3.cli.local;

import c3.catalog.JobText;
import c3.model.C3Exception;
import c3.model.JobSpec;
import c3.wire.codec.JobSpecJson;

/// A job's spec as the catalog keeps it: the JSON that also crosses the network.
final class SpecText implements JobText {
  private final JobSpecJson codec = new JobSpecJson();

  @Override
  public String encode(JobSpec spec) {
    return codec.encodeText(spec);
  }

  @Override
  public JobSpec decode(String text) {
    try {
      return codec.decodeText(text);
    } catch (C3Exception e) {
      throw new IllegalArgumentException(e.message(), e);
    }
  }
}
