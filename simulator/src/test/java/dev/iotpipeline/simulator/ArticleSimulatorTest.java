package dev.iotpipeline.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.iotpipeline.local.aws.testing.AwsErrors;
import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.ReadingJson;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;

/** The article's nine tests of its simulator: what a reading is, and the one call that sends it. */
final class ArticleSimulatorTest {

  private static final String STREAM = "iot-telemetry";
  private static final BigDecimal NORMAL_MAXIMUM = new BigDecimal("35.00");

  private final KinesisClient kinesis = mock(KinesisClient.class);

  @BeforeEach
  void theStreamTakesEverything() {
    when(kinesis.putRecord(any(PutRecordRequest.class))).thenReturn(taken());
  }

  @Test
  void aHundredReadingsLieWithinTheNormalRanges() {
    assertThat(readings(Plans.anomalous(0), 100))
        .hasSize(100)
        .allSatisfy(
            reading -> {
              assertThat(reading.temperature()).isBetween(new BigDecimal("15.00"), NORMAL_MAXIMUM);
              assertThat(reading.humidity())
                  .isBetween(new BigDecimal("30.00"), new BigDecimal("80.00"));
              assertThat(reading.pressure())
                  .isBetween(new BigDecimal("950.00"), new BigDecimal("1050.00"));
            });
  }

  @Test
  void anInjectedAnomalyRaisesTheTemperatureAboveTheNormalMaximum() {
    assertThat(readings(Plans.anomalous(1), 100))
        .allSatisfy(reading -> assertThat(reading.temperature()).isGreaterThan(NORMAL_MAXIMUM));
  }

  @Test
  void aboutAsManyReadingsAreAnomalousAsTheProbabilitySays() {
    long anomalous =
        readings(Plans.anomalous(0.05), 10_000).stream()
            .filter(reading -> reading.temperature().compareTo(NORMAL_MAXIMUM) > 0)
            .count();

    assertThat(anomalous).isBetween(400L, 600L);
  }

  @Test
  void theSameSeedRepeatsTheReadings() {
    List<Reading> once = readings(Plans.seeded(7), 100);

    assertThat(readings(Plans.seeded(7), 100)).isEqualTo(once);
    assertThat(readings(Plans.seeded(8), 100)).isNotEqualTo(once);
  }

  @Test
  void putRecordIsCalledWithTheDeviceAsPartitionKey() {
    PutRecordRequest request = theOneCall();

    assertThat(request.streamName()).isEqualTo(STREAM);
    assertThat(request.partitionKey()).isEqualTo("sensor-001");
  }

  @Test
  void theRecordIsTheReadingAsJson() {
    SdkBytes data = theOneCall().data();

    assertThat(ReadingJson.parse(data.asByteArray()))
        .isEqualTo(readings(Plans.counted(1, 1), 1).get(0));
    assertThat(data.asUtf8String())
        .matches(
            "\\{\"device_id\":\"sensor-001\",\"timestamp\":\"[^\"]+\",\"temperature\":[0-9.]+,"
                + "\"humidity\":[0-9.]+,\"pressure\":[0-9.]+,\"firmware_version\":\"[^\"]+\"}");
  }

  @Test
  void theTimestampIsIsoWithTheOffsetOfUtc() {
    assertThat(theOneCall().data().asUtf8String())
        .contains("\"timestamp\":\"2026-11-23T10:15:30.123456+00:00\"");
  }

  @Test
  void theFirmwareVersionIsReported() {
    assertThat(theOneCall().data().asUtf8String()).contains("\"firmware_version\":\"1.2.0\"");
  }

  @Test
  void aThrottledPutIsTriedAgainWithTheSameRecord() {
    when(kinesis.putRecord(any(PutRecordRequest.class)))
        .thenThrow(AwsErrors.kinesisThrottling())
        .thenReturn(taken());
    SimulationSummary summary = run();

    ArgumentCaptor<PutRecordRequest> calls = ArgumentCaptor.forClass(PutRecordRequest.class);
    verify(kinesis, times(2)).putRecord(calls.capture());
    assertThat(calls.getAllValues().get(1)).isEqualTo(calls.getAllValues().get(0));
    assertThat(summary.published()).isEqualTo(1);
    assertThat(summary.throttled()).isEqualTo(1);
  }

  /** Of the plan's first device. */
  private static List<Reading> readings(FleetPlan plan, int count) {
    DeviceSeries series = DeviceSeries.ofFleet(plan).get(0);
    return Stream.generate(() -> series.next(Plans.START)).limit(count).toList();
  }

  private SimulationSummary run() {
    return new Simulation(Plans.counted(1, 1), STREAM, kinesis, List.of(), 1).run();
  }

  private PutRecordRequest theOneCall() {
    run();
    ArgumentCaptor<PutRecordRequest> call = ArgumentCaptor.forClass(PutRecordRequest.class);
    verify(kinesis).putRecord(call.capture());
    return call.getValue();
  }

  private static PutRecordResponse taken() {
    return PutRecordResponse.builder()
        .shardId("shardId-000000000000")
        .sequenceNumber("49590338271490256608559692538361571095921575989136588898")
        .build();
  }
}
