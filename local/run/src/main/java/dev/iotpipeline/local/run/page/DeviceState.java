package dev.iotpipeline.local.run.page;

/** How a device is, by what was last found of it. */
enum DeviceState {
  OK("o"),
  BREACH("b"),
  RISING("r"),
  SILENT("s"),
  REJECTED("x");

  private final String code;

  DeviceState(String code) {
    this.code = code;
  }

  /** As the page is told it. */
  String code() {
    return code;
  }
}
