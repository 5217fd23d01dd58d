package c3.cli.command;

import c3.cli.terminal.Output;
import c3.json.Json;
import c3.json.JsonObject;

/// One JSON object with a long array in it, written as the array's items come. Nothing is written
/// before the first item or the end, so that a failure before them leaves stdout empty.
final class StreamedJson {
  private final Output output;
  private final JsonObject head;
  private final String array;
  private boolean begun;

  /// @param head the fields before the array; at least one
  /// @param array what the array is called
  StreamedJson(Output output, JsonObject head, String array) {
    this.output = output;
    this.head = head;
    this.array = array;
  }

  /// Writes the next item.
  void item(JsonObject item) {
    output.out().print(begun ? "," : opening());
    output.out().print(Json.write(item));
    begun = true;
  }

  /// Writes what comes behind the array.
  ///
  /// @param tail more fields; may have none
  void end(JsonObject tail) {
    String rest = Json.write(tail).substring(1);
    output.out().println((begun ? "" : opening()) + (tail.fields().isEmpty() ? "]" : "],") + rest);
  }

  private String opening() {
    String fields = Json.write(head);
    return fields.substring(0, fields.length() - 1) + ",\"" + array + "\":[";
  }
}
