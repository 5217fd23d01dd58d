package c3.project.yaml;

import c3.model.C3Exception;
import c3.model.Nearest;
import c3.project.yaml.Yaml.Field;
import c3.project.yaml.Yaml.Mapping;
import c3.project.yaml.Yaml.Scalar;
import c3.project.yaml.Yaml.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Fields of which the names are known, read strictly: every method throws `C3Exception` INVALID,
/// naming the line, when a field is there and is not what was asked for.
public final class Fields {
  private final String owner;
  private final Mapping mapping;

  private Fields(String owner, Mapping mapping) {
    this.owner = owner;
    this.mapping = mapping;
  }

  /// Takes the fields of a whole file.
  public static Fields ofFile(Yaml document, List<String> known) throws C3Exception {
    if (document instanceof Mapping mapping) {
      return new Fields("", mapping).knowing(known);
    }
    throw document
        .spot()
        .wrong("the file must hold fields, not " + document.kind(), known.getFirst() + ": ...");
  }

  /// Takes one item of a list as fields.
  ///
  /// @param owner the list's name
  public static Fields ofItem(String owner, Yaml item, List<String> known) throws C3Exception {
    if (item instanceof Mapping mapping) {
      return new Fields(owner, mapping).knowing(known);
    }
    throw item.spot().wrong("each of `" + owner + "` must be fields, not " + item.kind());
  }

  private Fields knowing(List<String> known) throws C3Exception {
    for (Field field : mapping.fields()) {
      if (!known.contains(field.name())) {
        throw field
            .spot()
            .wrong(
                "unknown field `%s`%s"
                    .formatted(field.name(), owner.isEmpty() ? "" : " in `" + owner + "`"),
                Nearest.to(field.name(), known).orElse("one of " + String.join(", ", known)));
      }
    }
    return this;
  }

  /// Where each of them stands, by its full name, with those inside of fields.
  public Map<String, Spot> spots() {
    Map<String, Spot> spots = new HashMap<>();
    for (Field field : mapping.fields()) {
      String full = full(field.name());
      spots.put(full, field.spot());
      if (field.value() instanceof Mapping inner) {
        spots.putAll(new Fields(full, inner).spots());
      }
    }
    return spots;
  }

  /// Where the fields stand.
  public Spot spot() {
    return mapping.spot();
  }

  /// A field as it stands; refused when nothing stands behind its name.
  public Optional<Field> find(String name) throws C3Exception {
    Optional<Field> field = mapping.fields().stream().filter(f -> f.name().equals(name)).findAny();
    if (field.isPresent() && isNothing(field.get().value())) {
      throw field.get().spot().wrong("`" + full(name) + "` has no value");
    }
    return field;
  }

  private static boolean isNothing(Yaml value) {
    return value instanceof Scalar scalar && scalar.isNothing();
  }

  /// A text that is not empty.
  public Optional<Scalar> text(String name) throws C3Exception {
    Optional<Field> field = find(name);
    return field.isEmpty() ? Optional.empty() : Optional.of(text(field.get()));
  }

  private Scalar text(Field field) throws C3Exception {
    String full = full(field.name());
    if (!(field.value() instanceof Scalar scalar)) {
      throw field.spot().wrong("`" + full + "` must be text, not " + field.value().kind());
    }
    if (!scalar.isText()) {
      throw field
          .spot()
          .wrong(
              "`" + full + "` must be text, not " + scalar.kind(),
              "%s: \"%s\"".formatted(field.name(), scalar.text()));
    }
    if (scalar.text().isBlank()) {
      throw field.spot().wrong("`" + full + "` is empty");
    }
    return scalar;
  }

  /// A text that is there.
  ///
  /// @param example what to write when it is not
  public Scalar requiredText(String name, String example) throws C3Exception {
    Optional<Scalar> text = text(name);
    if (text.isEmpty()) {
      Spot place = owner.isEmpty() ? new Spot(spot().file(), 0) : spot();
      throw place.wrong("`" + full(name) + "` is missing", name + ": " + example);
    }
    return text.get();
  }

  /// One of some words.
  public Optional<String> word(String name, List<String> words) throws C3Exception {
    Optional<Scalar> text = text(name);
    if (text.isEmpty() || words.contains(text.get().text())) {
      return text.map(Scalar::text);
    }
    String written = text.get().text();
    String others = String.join(", ", words.subList(0, words.size() - 1));
    String known = others.isEmpty() ? words.getLast() : others + " or " + words.getLast();
    throw text.get()
        .spot()
        .wrong(
            "`%s` must be %s, not `%s`".formatted(full(name), known, written),
            name + ": " + Nearest.to(written, words).orElse(words.getFirst()));
  }

  /// A whole number within bounds.
  public Optional<Integer> number(String name, int min, int max) throws C3Exception {
    Optional<Field> field = find(name);
    if (field.isEmpty()) {
      return Optional.empty();
    }
    if (field.get().value() instanceof Scalar scalar
        && !scalar.quoted()
        && scalar.text().matches("[0-9]{1,9}")) {
      int number = Integer.parseInt(scalar.text());
      if (number >= min && number <= max) {
        return Optional.of(number);
      }
    }
    throw field
        .get()
        .spot()
        .wrong("`%s` must be a whole number from %,d to %,d".formatted(full(name), min, max));
  }

  /// The items of a list; none when the field is absent.
  public List<Yaml> list(String name) throws C3Exception {
    Optional<Field> field = find(name);
    if (field.isEmpty()) {
      return List.of();
    }
    return switch (field.get().value()) {
      case Sequence sequence -> sequence.items();
      case Scalar scalar ->
          throw field
              .get()
              .spot()
              .wrong(
                  "`" + full(name) + "` must be a list, not " + scalar.kind(),
                  "%s: [%s]".formatted(name, scalar.text()));
      case Mapping ignored ->
          throw field.get().spot().wrong("`" + full(name) + "` must be a list, not fields");
    };
  }

  /// The items of a list of texts that are not empty; none when the field is absent.
  public List<Scalar> texts(String name) throws C3Exception {
    List<Scalar> texts = new ArrayList<>();
    for (Yaml item : list(name)) {
      if (!(item instanceof Scalar scalar) || !scalar.isText() || scalar.text().isBlank()) {
        String kind = item instanceof Scalar s && s.isText() ? "empty" : item.kind();
        throw item.spot().wrong("each of `" + full(name) + "` must be text, not " + kind);
      }
      texts.add(scalar);
    }
    return texts;
  }

  /// Fields inside of a field.
  public Optional<Fields> fields(String name, List<String> known) throws C3Exception {
    Optional<Mapping> inner = mapping(name);
    return inner.isEmpty()
        ? Optional.empty()
        : Optional.of(new Fields(full(name), inner.get()).knowing(known));
  }

  /// A field that holds fields of any name.
  public Optional<Mapping> mapping(String name) throws C3Exception {
    Optional<Field> field = find(name);
    if (field.isEmpty()) {
      return Optional.empty();
    }
    if (field.get().value() instanceof Mapping inner) {
      // Known by the line of its name, not of the first thing in it.
      return Optional.of(new Mapping(field.get().spot(), inner.fields()));
    }
    throw field
        .get()
        .spot()
        .wrong("`%s` must hold fields, not %s".formatted(full(name), field.get().value().kind()));
  }

  private String full(String name) {
    return owner.isEmpty() ? name : owner + "." + name;
  }
}
