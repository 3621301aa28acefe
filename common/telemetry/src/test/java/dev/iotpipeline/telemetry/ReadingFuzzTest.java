package dev.iotpipeline.telemetry;

import static dev.iotpipeline.telemetry.Samples.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Valid payloads, damaged at random: the outcome is a reading or a rejection, and nothing else. */
final class ReadingFuzzTest {

  private static final int ROUNDS = 60_000;

  /** Stands for what must not reach a log: no rule's sentence has these letters in a row. */
  private static final String SECRET = "Qzxjv";

  private static final List<byte[]> SEEDS =
      List.of(
          bytes(Samples.PAYLOAD.replace("sensor-007", SECRET)),
          bytes(
              "{\"context\":{\"shard_id\":\""
                  + SECRET
                  + "\",\"sequence_number\":\"49\",\"ingestion_timestamp\":\"2026-11-23T10:15:30Z\"},"
                  + Samples.PAYLOAD.replace("1.2.0", SECRET).substring(1)),
          bytes(Samples.PAYLOAD.replace("sensor-007", "温度計\uD83D\uDD25" + SECRET)),
          bytes(Samples.PAYLOAD.replace("23.5", "9.99E+125").replace("48.2", "1e-130")));

  /** Bytes that mean something to a JSON parser or to a decoder of UTF-8. */
  private static final byte[] TELLING =
      bytes("{}[]\",:\\/u0123456789+-.eEntf \n\u0000\u007F").clone();

  private final Random random = new Random(42);

  @Test
  void damagedPayloadsAreReadingsOrRejections() {
    Set<Rejection.Reason> reasons = EnumSet.noneOf(Rejection.Reason.class);
    int readings = 0;
    for (int i = 0; i < ROUNDS; i++) {
      byte[] payload = damaged(SEEDS.get(random.nextInt(SEEDS.size())));
      try {
        AlertRequest request = AlertRequest.parse(payload);
        assertThat(ReadingJson.parse(payload)).isEqualTo(request.reading());
        assertThat(AlertRequest.parse(request.toJson())).isEqualTo(request);
        readings++;
      } catch (RejectedReadingException e) {
        assertThat(e.rejection().detail()).doesNotContain(SECRET);
        reasons.add(e.rejection().reason());
      } catch (RuntimeException e) {
        fail("payload " + Base64.getEncoder().encodeToString(payload), e);
      }
    }
    assertThat(readings).isGreaterThan(ROUNDS / 20);
    assertThat(reasons).hasSizeGreaterThanOrEqualTo(7);
  }

  private byte[] damaged(byte[] payload) {
    List<Byte> bytes = new ArrayList<>();
    for (byte b : payload) {
      bytes.add(b);
    }
    for (int damages = 1 + random.nextInt(3); damages > 0 && !bytes.isEmpty(); damages--) {
      damage(bytes);
    }
    byte[] damaged = new byte[bytes.size()];
    for (int i = 0; i < damaged.length; i++) {
      damaged[i] = bytes.get(i);
    }
    return damaged;
  }

  private void damage(List<Byte> bytes) {
    int at = random.nextInt(bytes.size());
    switch (random.nextInt(5)) {
      case 0 -> bytes.set(at, (byte) (bytes.get(at) ^ 1 << random.nextInt(8)));
      case 1 -> bytes.add(at, TELLING[random.nextInt(TELLING.length)]);
      case 2 -> bytes.remove(at);
      case 3 -> bytes.set(at, TELLING[random.nextInt(TELLING.length)]);
      default -> {
        int end = Math.min(bytes.size(), at + 1 + random.nextInt(20));
        bytes.addAll(
            random.nextInt(bytes.size()),
            Arrays.asList(bytes.subList(at, end).toArray(Byte[]::new)));
      }
    }
  }
}
