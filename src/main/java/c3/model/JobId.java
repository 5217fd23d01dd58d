package c3.model;

import java.time.Instant;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// The name of a job: `job_<milliseconds since the epoch>_<6 lowercase base-36 digits>`. Valid once
/// built; text order is age order.
public record JobId(String text) implements Comparable<JobId> {
  private static final Pattern FORM = Pattern.compile("job_[0-9]{13}_[0-9a-z]{6}");
  private static final int SUFFIX_LENGTH = 6;
  private static final int BASE = 36;

  /// Throws `IllegalArgumentException` when the text is not an id.
  public JobId {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("not a job id: " + text);
    }
  }

  /// Makes a new id; two made in one millisecond differ but for one chance in two thousand million.
  public static JobId create(Instant now, RandomGenerator random) {
    StringBuilder text = new StringBuilder("job_").append(now.toEpochMilli()).append('_');
    for (int i = 0; i < SUFFIX_LENGTH; i++) {
      text.append(Character.forDigit(random.nextInt(BASE), BASE));
    }
    return new JobId(text.toString());
  }

  /// Whether the text is an id, as a folder's name may be.
  public static boolean isOne(String text) {
    return FORM.matcher(text).matches();
  }

  @Override
  public int compareTo(JobId other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
