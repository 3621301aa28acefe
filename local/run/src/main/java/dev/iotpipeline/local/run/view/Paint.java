package dev.iotpipeline.local.run.view;

/** Colours of a terminal, by what they mean. */
enum Paint {
  GOOD("32"),
  BAD("1;31"),
  ATTENTION("33"),
  LESS_IMPORTANT("2");

  private static final String ESCAPE = "\u001b[";

  private final String code;

  Paint(String code) {
    this.code = code;
  }

  String on(String text) {
    return ESCAPE + code + "m" + text + ESCAPE + "0m";
  }
}
