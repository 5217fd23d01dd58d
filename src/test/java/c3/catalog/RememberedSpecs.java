package c3.catalog;

import c3.model.JobSpec;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Turns specs into texts that mean nothing, which is all that the catalog may rely on.
public final class RememberedSpecs implements JobText {
  private final Map<String, JobSpec> specs = new ConcurrentHashMap<>();

  @Override
  public String encode(JobSpec spec) {
    String text = "spec number " + specs.size() + ", with 'quotes' and <brackets> and :colons";
    specs.put(text, spec);
    return text;
  }

  @Override
  public JobSpec decode(String text) throws IOException {
    JobSpec spec = specs.get(text);
    if (spec == null) {
      throw new IOException("no spec: " + text);
    }
    return spec;
  }
}
