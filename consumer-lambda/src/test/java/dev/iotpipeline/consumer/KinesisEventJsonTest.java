package dev.iotpipeline.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import dev.iotpipeline.local.aws.testing.DynamoDbTables;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An event as the service sends it, read by the code that Lambda reads it with. */
@ExtendWith(DynamoDbTables.Shared.class)
class KinesisEventJsonTest {

  private final Consumer consumer;

  KinesisEventJsonTest(DynamoDbTables tables) {
    consumer = new Consumer(tables);
  }

  private static KinesisEvent event() throws IOException {
    ClassLoader loader = KinesisEventJsonTest.class.getClassLoader();
    try (InputStream json = loader.getResourceAsStream("kinesis-event.json")) {
      return LambdaEventSerializers.serializerFor(KinesisEvent.class, loader).fromJson(json);
    }
  }

  @Test
  void anEventOfTheServiceIsHandled() throws IOException {
    assertThat(consumer.handle(event()))
        .containsExactly("49590338271490256608559692540925702759324208523137515619");

    assertThat(consumer.stored()).hasSize(2);
    assertThat(consumer.alerts.devices()).containsExactly("sensor-008");
  }

  @Test
  void arrivalTimesAreReadInBothOfTheirForms() throws IOException {
    consumer.handle(event());

    assertThat(ingested("sensor-007", "2018-12-17T22:10:50.123456000Z"))
        .isEqualTo("2018-12-17T22:10:50.987000000Z");
    assertThat(ingested("sensor-008", "2018-12-20T10:00:00.000000000Z"))
        .isEqualTo("2018-12-20T10:00:00.000000000Z");
  }

  private String ingested(String deviceId, String timestamp) {
    return consumer.stored(deviceId, timestamp).get("ingestion_timestamp").s();
  }
}
