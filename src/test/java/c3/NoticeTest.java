package c3;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/// Holds NOTICE to what the jar bundles.
class NoticeTest {
  @Test
  void noticeNamesEveryBundledLibrary() throws Exception {
    List<String> bundled = bundled();
    assertThat(bundled).isNotEmpty();
    assertThat(Files.readString(Path.of("NOTICE"))).contains(bundled);
  }

  /// The artifacts that the project depends on outside of tests.
  private static List<String> bundled() throws Exception {
    var project =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse("pom.xml")
            .getDocumentElement();
    var names = new ArrayList<String>();
    var found = project.getElementsByTagName("dependency");
    for (int i = 0; i < found.getLength(); i++) {
      Element dependency = (Element) found.item(i);
      var scope = dependency.getElementsByTagName("scope");
      if (scope.getLength() == 0 || scope.item(0).getTextContent().equals("runtime")) {
        names.add(dependency.getElementsByTagName("artifactId").item(0).getTextContent());
      }
    }
    return names;
  }
}
