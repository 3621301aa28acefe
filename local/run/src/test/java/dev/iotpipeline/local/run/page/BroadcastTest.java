package dev.iotpipeline.local.run.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who listens to the events of a run, and how. */
class BroadcastTest {

  private final AtomicInteger made = new AtomicInteger();
  private final Broadcast broadcast =
      new Broadcast(
          () -> ("tick " + made.incrementAndGet()).getBytes(UTF_8),
          () -> ("all to " + made.get()).getBytes(UTF_8));

  @Test
  void aListenerIsToldAllAndThenWhatIsNew() throws Exception {
    broadcast.tick();
    try (Broadcast.Listener listener = broadcast.listen().orElseThrow()) {
      broadcast.tick();
      broadcast.close(0);

      assertThat(sent(listener))
          .isEqualTo("event: full\ndata: all to 1\n\nevent: tick\ndata: tick 2\n\n");
    }
  }

  @Test
  void anEventIsMadeOnceForAllListeners() throws Exception {
    try (Broadcast.Listener one = broadcast.listen().orElseThrow();
        Broadcast.Listener other = broadcast.listen().orElseThrow()) {
      broadcast.tick();
      broadcast.close(0);

      assertThat(sent(one)).isEqualTo(sent(other)).endsWith("tick 1\n\n");
      assertThat(made).hasValue(1);
    }
  }

  @Test
  @Timeout(60)
  void whoTakesNoEventsIsDroppedAndHoldsUpNobody() throws Exception {
    try (Broadcast.Listener slow = broadcast.listen().orElseThrow()) {
      for (int i = 0; i < 100; i++) {
        broadcast.tick();
      }

      assertThat(made).hasValue(100);
      assertThat(sent(slow)).as("it ends by itself").doesNotContain("tick 100");
    }
  }

  @Test
  void thereAreOnlySoManyListeners() {
    for (int i = 0; i < Broadcast.MOST_LISTENERS; i++) {
      assertThat(broadcast.listen()).isPresent();
    }
    assertThat(broadcast.listen()).isEmpty();
  }

  @Test
  void thereIsRoomAgainWhereOneHasGone() {
    for (int i = 0; i < 2 * Broadcast.MOST_LISTENERS; i++) {
      broadcast.listen().orElseThrow().close();
    }
    assertThat(broadcast.listen()).isPresent();
  }

  private static String sent(Broadcast.Listener listener) throws IOException, InterruptedException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    listener.sendTo(out);
    return out.toString(UTF_8);
  }
}
