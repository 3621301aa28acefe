package dev.iotpipeline.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {

  @Test
  void aMedianOfAnEvenNumberIsBetweenTheMiddleTwo() {
    Samples samples = new Samples();
    for (int milliseconds : new int[] {40, 10, 20, 30}) {
      samples.add(Duration.ofMillis(milliseconds));
    }

    assertThat(samples.median()).isEqualTo(25);
    assertThat(samples.percentile(1)).isEqualTo(40);
  }

  @Test
  void nothingMeasuredIsNoNumber() {
    assertThat(Table.number(new Samples().median(), " ms")).isEmpty();
  }

  @Test
  void aTableIsAlignedMarkdown() {
    Table table = new Table("function", "batch");
    table.add(List.of("bare", Table.number(11.32, " ms")));
    table.add(List.of("article's loop", Table.number(1234, " ms")));

    assertThat(table.toString())
        .isEqualTo(
            """
            | function       | batch    |
            |----------------|----------|
            | bare           | 11.3 ms  |
            | article's loop | 1,234 ms |""");
  }
}
