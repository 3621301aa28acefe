package dev.iotpipeline.alert;

import dev.iotpipeline.aws.EventLog;
import dev.iotpipeline.aws.TimeAndChance;
import dev.iotpipeline.aws.function.Rehearsal;
import dev.iotpipeline.telemetry.AlertRequest;
import dev.iotpipeline.telemetry.Reading;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/** An alert on a reading whose temperature is too high. */
record AlertRehearsal(AlertSettings settings, Clients clients) implements Rehearsal {

  @Override
  public Round with(EventLog log, TimeAndChance time) {
    AlertHandler handler =
        new AlertHandler(
            settings, clients.sns(), clients.cloudWatch(), clients.dynamoDb(), log, time);
    return number ->
        handler.handle(
            new ByteArrayInputStream(request(number).toJson()),
            new ByteArrayOutputStream(),
            Duration.ofMinutes(1));
  }

  private AlertRequest request(int number) {
    return new AlertRequest(
        new Reading(
            "rehearsal",
            Instant.EPOCH.plusSeconds(number),
            settings.thresholds().temperatureHigh().add(BigDecimal.ONE),
            new BigDecimal("48.2"),
            new BigDecimal("1003.25"),
            "1.2.0"),
        new AlertRequest.Context("shardId-000000000000", "1", Instant.EPOCH));
  }
}
