package c3.project.yaml;

import c3.model.C3Exception;
import c3.project.yaml.Yaml.Field;
import c3.project.yaml.Yaml.Mapping;
import c3.project.yaml.Yaml.Scalar;
import c3.project.yaml.Yaml.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads one YAML document. Refuses what lets a small file become a large tree, or makes its
/// meaning hard to see: aliases, tags, a name given twice, depth.
public final class YamlReader {
  private static final int DEPTH_MAX = 16;

  private final String file;
  private final Iterator<Event> events;

  private YamlReader(String file, String text) {
    this.file = file;
    LoadSettings settings =
        LoadSettings.builder().setLabel(file).setCodePointLimit(text.length() + 1).build();
    this.events = new Parse(settings).parseString(text).iterator();
  }

  /// Reads a file's text; empty when it holds nothing but comments. Throws `C3Exception` INVALID
  /// naming the line.
  ///
  /// @param file what to call the file in errors
  public static Optional<Yaml> read(String file, String text) throws C3Exception {
    try {
      return new YamlReader(file, text).document();
    } catch (MarkedYamlEngineException e) {
      throw new Spot(file, line(e.getProblemMark().or(e::getContextMark)))
          .wrong("this is not YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      throw new Spot(file, 0).wrong("this is not YAML: it holds control characters");
    }
  }

  private Optional<Yaml> document() throws C3Exception {
    Optional<Yaml> document = Optional.empty();
    while (events.hasNext()) {
      Event event = events.next();
      switch (event.getEventId()) {
        case Scalar, SequenceStart, MappingStart, Alias -> document = Optional.of(value(event, 1));
        case DocumentStart -> {
          if (document.isPresent()) {
            throw spot(event).wrong("a second document begins here; there can be only one");
          }
        }
        default -> {}
      }
    }
    return document;
  }

  private Yaml value(Event event, int depth) throws C3Exception {
    if (depth > DEPTH_MAX) {
      throw spot(event).wrong("this is nested more than " + DEPTH_MAX + " deep");
    }
    return switch (event) {
      case ScalarEvent scalar -> scalar(scalar);
      case SequenceStartEvent start -> sequence(start, depth);
      case MappingStartEvent start -> mapping(start, depth);
      case AliasEvent alias ->
          throw spot(alias)
              .wrong(
                  "aliases are not understood: write out what `*" + alias.getAlias() + "` means");
      default -> throw new IllegalStateException("no value begins with " + event);
    };
  }

  private Scalar scalar(ScalarEvent event) throws C3Exception {
    refuseTag(event, event.getTag());
    return new Scalar(spot(event), event.getValue(), !event.isPlain());
  }

  private Sequence sequence(CollectionStartEvent start, int depth) throws C3Exception {
    refuseTag(start, start.getTag());
    List<Yaml> items = new ArrayList<>();
    Event event = events.next();
    while (event.getEventId() != Event.ID.SequenceEnd) {
      items.add(value(event, depth + 1));
      event = events.next();
    }
    return new Sequence(spot(start), items);
  }

  private Mapping mapping(CollectionStartEvent start, int depth) throws C3Exception {
    refuseTag(start, start.getTag());
    List<Field> fields = new ArrayList<>();
    Map<String, Integer> lines = new HashMap<>();
    Event event = events.next();
    while (event.getEventId() != Event.ID.MappingEnd) {
      if (!(value(event, depth + 1) instanceof Scalar name)) {
        throw spot(event).wrong("a field's name must be text");
      }
      Integer before = lines.putIfAbsent(name.text(), name.spot().line());
      if (before != null) {
        throw name.spot().wrong("`" + name.text() + "` is given twice, first in line " + before);
      }
      fields.add(new Field(name.spot(), name.text(), value(events.next(), depth + 1)));
      event = events.next();
    }
    return new Mapping(spot(start), fields);
  }

  private void refuseTag(Event event, Optional<String> tag) throws C3Exception {
    if (tag.isPresent()) {
      throw spot(event).wrong("tags are not understood: leave out `" + tag.get() + "`");
    }
  }

  private Spot spot(Event event) {
    return new Spot(file, line(event.getStartMark()));
  }

  private static int line(Optional<Mark> mark) {
    return mark.map(m -> m.getLine() + 1).orElse(0);
  }
}
