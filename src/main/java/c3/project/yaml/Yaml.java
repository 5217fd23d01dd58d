package c3.project.yaml;

import java.util.List;
import java.util.regex.Pattern;

/// A piece of a YAML file.
public sealed interface Yaml {
  /// Where it begins.
  Spot spot();

  /// What it is, as the end of a sentence.
  String kind();

  /// Anything but a list or fields.
  ///
  /// @param text as written, but for quotes and escapes
  /// @param quoted whether it is text because it stands in quotes or in a block
  record Scalar(Spot spot, String text, boolean quoted) implements Yaml {
    // The core schema of YAML 1.2.
    private static final Pattern NOTHING = Pattern.compile("|~|null|Null|NULL");
    private static final Pattern TRUTH = Pattern.compile("true|True|TRUE|false|False|FALSE");
    private static final Pattern NUMBER =
        Pattern.compile(
            "[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"
                + "|[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?"
                + "|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

    public boolean isNothing() {
      return !quoted && NOTHING.matcher(text).matches();
    }

    public boolean isTruth() {
      return !quoted && TRUTH.matcher(text).matches();
    }

    public boolean isNumber() {
      return !quoted && NUMBER.matcher(text).matches();
    }

    public boolean isText() {
      return !isNothing() && !isTruth() && !isNumber();
    }

    @Override
    public String kind() {
      if (isNothing()) {
        return "nothing";
      }
      if (isTruth()) {
        return "true or false";
      }
      return isNumber() ? "a number" : "text";
    }
  }

  /// A list.
  record Sequence(Spot spot, List<Yaml> items) implements Yaml {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  /// Fields, each name once, in the order of the file.
  record Mapping(Spot spot, List<Field> fields) implements Yaml {
    public Mapping {
      fields = List.copyOf(fields);
    }

    @Override
    public String kind() {
      return "fields";
    }
  }

  /// A name and what stands behind it.
  ///
  /// @param spot where the name stands
  record Field(Spot spot, String name, Yaml value) {}
}
