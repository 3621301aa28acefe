package dev.iotpipeline.local.aws.lambda.mapping;

import java.time.Duration;

/**
 * Settings for tests: batches of 10 without windows, two retries, no splitting, no age limit, from
 * the oldest record on.
 */
public record Settings(
    int batchSize,
    int window,
    int tumblingWindow,
    boolean bisect,
    int retries,
    int age,
    int lanes,
    boolean reports,
    StartingPosition start) {

  public Settings() {
    this(10, 0, 0, false, 2, -1, 1, true, StartingPosition.TRIM_HORIZON);
  }

  Settings batchSize(int value) {
    return new Settings(value, window, tumblingWindow, bisect, retries, age, lanes, reports, start);
  }

  Settings window(int seconds) {
    return new Settings(
        batchSize, seconds, tumblingWindow, bisect, retries, age, lanes, reports, start);
  }

  public Settings tumblingWindow(int seconds) {
    return new Settings(batchSize, window, seconds, bisect, retries, age, lanes, reports, start);
  }

  Settings bisecting() {
    return new Settings(
        batchSize, window, tumblingWindow, true, retries, age, lanes, reports, start);
  }

  Settings retries(int value) {
    return new Settings(
        batchSize, window, tumblingWindow, bisect, value, age, lanes, reports, start);
  }

  Settings age(int seconds) {
    return new Settings(
        batchSize, window, tumblingWindow, bisect, retries, seconds, lanes, reports, start);
  }

  Settings lanes(int value) {
    return new Settings(
        batchSize, window, tumblingWindow, bisect, retries, age, value, reports, start);
  }

  Settings ignoringResponses() {
    return new Settings(
        batchSize, window, tumblingWindow, bisect, retries, age, lanes, false, start);
  }

  Settings latest() {
    return new Settings(
        batchSize,
        window,
        tumblingWindow,
        bisect,
        retries,
        age,
        lanes,
        reports,
        StartingPosition.LATEST);
  }

  MappingSettings toMapping() {
    return new MappingSettings(
        batchSize,
        Duration.ofSeconds(window),
        Duration.ofSeconds(tumblingWindow),
        bisect,
        retries,
        Duration.ofSeconds(age),
        lanes,
        reports,
        start);
  }
}
