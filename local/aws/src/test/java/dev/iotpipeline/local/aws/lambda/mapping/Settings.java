package dev.iotpipeline.local.aws.lambda.mapping;

import java.time.Duration;

/** Settings for tests: batches of 10 without a window, two retries, no splitting, no age limit. */
public record Settings(
    int batchSize, int window, boolean bisect, int retries, int age, int lanes, boolean reports) {

  public Settings() {
    this(10, 0, false, 2, -1, 1, true);
  }

  Settings batchSize(int value) {
    return new Settings(value, window, bisect, retries, age, lanes, reports);
  }

  Settings window(int seconds) {
    return new Settings(batchSize, seconds, bisect, retries, age, lanes, reports);
  }

  Settings bisecting() {
    return new Settings(batchSize, window, true, retries, age, lanes, reports);
  }

  Settings retries(int value) {
    return new Settings(batchSize, window, bisect, value, age, lanes, reports);
  }

  Settings age(int seconds) {
    return new Settings(batchSize, window, bisect, retries, seconds, lanes, reports);
  }

  Settings lanes(int value) {
    return new Settings(batchSize, window, bisect, retries, age, value, reports);
  }

  Settings ignoringResponses() {
    return new Settings(batchSize, window, bisect, retries, age, lanes, false);
  }

  MappingSettings toMapping() {
    return new MappingSettings(
        batchSize,
        Duration.ofSeconds(window),
        bisect,
        retries,
        Duration.ofSeconds(age),
        lanes,
        reports);
  }
}
