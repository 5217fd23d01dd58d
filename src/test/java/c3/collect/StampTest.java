package c3.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StampTest {
  private static final Object[] VALUES = {1L, true, 2L, 3L, 4L, 5L, 6};

  @Test
  void isTheSameAsOneWithEqualParts() throws Exception {
    assertThat(stamp(VALUES).isSame(stamp(VALUES))).isTrue();
  }

  /// Or a file that somebody wrote to meanwhile would be taken for steady.
  @ParameterizedTest
  @MethodSource("parts")
  void isAnotherWhenAPartDiffers(int part) throws Exception {
    Object[] changed = VALUES.clone();
    changed[part] = another(VALUES[part]);
    assertThat(stamp(VALUES).isSame(stamp(changed))).isFalse();
  }

  static IntStream parts() {
    return IntStream.range(0, Found.Stamp.class.getRecordComponents().length);
  }

  private static Object another(Object value) {
    return switch (value) {
      case Long number -> number + 1;
      case Integer number -> number + 1;
      case Boolean flag -> !flag;
      default -> throw new IllegalArgumentException("no other " + value);
    };
  }

  private static Found.Stamp stamp(Object[] values) throws ReflectiveOperationException {
    Class<?>[] types =
        Stream.of(Found.Stamp.class.getRecordComponents())
            .<Class<?>>map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    return Found.Stamp.class.getDeclaredConstructor(types).newInstance(values);
  }
}
