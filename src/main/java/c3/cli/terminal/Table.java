package c3.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Lines whose columns line up. Names are never cut.
public final class Table {
  private final List<List<String>> rows = new ArrayList<>();
  private final List<Boolean> alignRight;

  /// @param alignRight for each column whether it holds numbers
  public Table(List<Boolean> alignRight) {
    this.alignRight = List.copyOf(alignRight);
  }

  /// A table whose first row names its columns, all aligned left.
  public static Table titled(String... titles) {
    Table table = new Table(List.of(titles).stream().map(title -> false).toList());
    table.row(titles);
    return table;
  }

  /// Adds a row; as many cells as there are columns.
  public void row(String... cells) {
    rows.add(List.of(cells));
  }

  /// The lines, without blanks at their ends.
  public List<String> lines() {
    List<Integer> widths = new ArrayList<>();
    for (int column = 0; column < alignRight.size(); column++) {
      int at = column;
      widths.add(rows.stream().mapToInt(row -> width(row.get(at))).max().orElse(0));
    }
    return rows.stream().map(row -> line(row, widths)).collect(Collectors.toList());
  }

  private String line(List<String> row, List<Integer> widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < row.size(); column++) {
      String blanks = " ".repeat(widths.get(column) - width(row.get(column)));
      line.append(column == 0 ? "" : "  ");
      line.append(alignRight.get(column) ? blanks + row.get(column) : row.get(column) + blanks);
    }
    return line.toString().stripTrailing();
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
