package dev.iotpipeline.simulator;

import dev.iotpipeline.telemetry.Reading;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What one device sends, turn by turn: the readings of its series, some of them replaced by hostile
 * messages. The series takes a step in every turn, also in a hostile one. So the honest messages
 * are the same as those of a fleet without hostility. What is measured depends on the time of the
 * turn, not on the device's clock.
 */
final class DeviceMessages {

  private final DeviceSeries series;
  private final Map<Hostility, Double> shares;
  private final SplittableRandom random;
  private final Duration clockError;
  private final MalformedPayloads malformed;
  private final Hand hand;
  private @Nullable DeviceMessage previous;
  private @Nullable Reading previousReading;

  private DeviceMessages(
      DeviceSeries series,
      Map<Hostility, Double> shares,
      SplittableRandom random,
      Duration clockError,
      Hand hand) {
    this.series = series;
    this.shares = shares;
    this.random = random;
    this.clockError = clockError;
    this.malformed = new MalformedPayloads(random);
    this.hand = hand;
  }

  /** The messages of all devices of a plan, in the order of their ids; nobody interferes. */
  static List<DeviceMessages> ofFleet(FleetPlan plan) {
    return ofFleet(plan, Hand.still());
  }

  /**
   * The messages of all devices of a plan, in the order of their ids.
   *
   * @param hand what somebody does to them meanwhile
   */
  static List<DeviceMessages> ofFleet(FleetPlan plan, Hand hand) {
    // The series are splits of the seed's generator. A split of a split is another generator.
    SplittableRandom fleet = new SplittableRandom(plan.seed()).split().split();
    ClockErrors clocks =
        new ClockErrors(
            plan.hostility().getOrDefault(Hostility.CLOCK_SKEW, 0.0), fleet.nextDouble());
    List<DeviceMessages> messages = new ArrayList<>(plan.devices());
    for (DeviceSeries series : DeviceSeries.ofFleet(plan)) {
      SplittableRandom random = fleet.split();
      Duration clockError = clocks.ofDevice(messages.size(), random);
      messages.add(new DeviceMessages(series, plan.hostility(), random, clockError, hand));
    }
    return messages;
  }

  /** Whether the device lets the turn at this time pass, and says nothing. */
  boolean isSilent(Instant turn) {
    return series.isSilent(turn);
  }

  /** Whether somebody keeps the device from sending. */
  boolean isSilenced() {
    return hand.isSilenced(series.deviceId());
  }

  /** The message of the next turn, which is due at the given time. */
  DeviceMessage next(Instant turn) {
    Reading measured = hand.heated(series.next(turn));
    Reading reading = at(turn.plus(clockError), measured);
    DeviceMessage message =
        draw().map(kind -> hostile(kind, reading)).orElseGet(() -> undisturbed(reading));
    // Only a hostile fleet needs its last messages; a large honest one saves the memory.
    if (!shares.isEmpty()) {
      previous = message;
      previousReading = message.reading() == null ? previousReading : message.reading();
    }
    return message;
  }

  private DeviceMessage hostile(Hostility kind, Reading reading) {
    return switch (kind) {
      case MALFORMED -> malformed.next(reading);
      case DUPLICATE -> previous == null ? undisturbed(reading) : previous.again();
      case LATE -> DeviceMessage.of(at(reading.timestamp().minus(lateness()), reading), kind);
      case SAME_TIMESTAMP ->
          previousReading == null
              ? undisturbed(reading)
              : DeviceMessage.of(at(previousReading.timestamp(), reading), kind);
      case CLOCK_SKEW -> throw new IllegalStateException("a clock is wrong in every turn");
    };
  }

  /** The kind of hostility of this turn, if any. */
  private Optional<Hostility> draw() {
    double roll = random.nextDouble();
    for (Hostility kind : Hostility.values()) {
      roll -= kind.isOfTurns() ? shares.getOrDefault(kind, 0.0) : 0;
      if (roll < 0) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  private DeviceMessage undisturbed(Reading reading) {
    return DeviceMessage.of(reading, clockError.isZero() ? null : Hostility.CLOCK_SKEW);
  }

  /**
   * A delay of one second to an hour, and never of whole milliseconds. Intervals are mostly whole
   * milliseconds; so a late reading does not get the time of another reading by chance. It would
   * then be late and same-timestamp at once.
   */
  private Duration lateness() {
    return Duration.ofMillis(random.nextInt(1_000, 3_600_000))
        .plus(random.nextInt(1, 1_000), ChronoUnit.MICROS);
  }

  private static Reading at(Instant timestamp, Reading reading) {
    return new Reading(
        reading.deviceId(),
        timestamp,
        reading.temperature(),
        reading.humidity(),
        reading.pressure(),
        reading.firmwareVersion());
  }

  /**
   * How wrong the clock of each device is. The wrong clocks are spread evenly over the devices. So
   * a small fleet has its share too, and in a larger fleet the same devices have the wrong clocks.
   *
   * @param share of the devices, 0 to 1
   * @param phase where the row begins, 0 (inclusive) to 1 (exclusive)
   */
  private record ClockErrors(double share, double phase) {

    private static final long LEAST_MICROS = TimeUnit.MINUTES.toMicros(1);
    private static final long MOST_MICROS = TimeUnit.DAYS.toMicros(1);

    Duration ofDevice(int index, SplittableRandom random) {
      if (Math.floor(phase + (index + 1) * share) == Math.floor(phase + index * share)) {
        return Duration.ZERO;
      }
      Duration error =
          Duration.of(random.nextLong(LEAST_MICROS, MOST_MICROS + 1), ChronoUnit.MICROS);
      return random.nextBoolean() ? error : error.negated();
    }
  }
}
