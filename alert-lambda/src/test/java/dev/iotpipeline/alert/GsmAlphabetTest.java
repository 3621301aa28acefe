package dev.iotpipeline.alert;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GsmAlphabetTest {

  @ParameterizedTest
  @CsvSource({"sensor-007, 10", "a_b@c, 5", "{a}, 5", "1~2, 4", "€, 2", "Ørsted, 6"})
  void extensionCharactersCountDouble(String text, int septets) {
    assertThat(GsmAlphabet.holds(text)).isTrue();
    assertThat(GsmAlphabet.septets(text)).isEqualTo(septets);
  }

  @ParameterizedTest
  @ValueSource(strings = {"45 °C", "`", "ç", "“", "…", "温", "\uD83D\uDD25"})
  void whatTheAlphabetLacksNeedsUcs2(String text) {
    assertThat(GsmAlphabet.holds(text)).isFalse();
  }
}
