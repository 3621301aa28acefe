package dev.iotpipeline.local.run.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReportHtmlTest {

  @Test
  void noTextOfADeviceEndsTheScriptThatItIsIn() {
    String hostile = "\"</script><script>alert(1)</script><!-- /* modules */ $1\"";

    assertThat(ReportHtml.of(hostile))
        .contains(
            "\"\\u003c/script>\\u003cscript>alert(1)\\u003c/script>\\u003c!-- /* modules */ $1\"")
        .doesNotContain("<script>alert");
  }

  @Test
  void thePageNeedsNoOtherFile() {
    assertThat(ReportHtml.of("{}"))
        .contains("class TimeChart", "uPlot=", ".uplot", "function showCharts")
        .doesNotContain(
            "src=", "<link", "\nimport ", "/* modules */", "/* styles */", "/* library */");
  }
}
