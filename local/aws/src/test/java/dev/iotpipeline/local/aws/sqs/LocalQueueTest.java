package dev.iotpipeline.local.aws.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.iotpipeline.aws.FakeClock;
import dev.iotpipeline.local.aws.sqs.LocalQueue.Message;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LocalQueueTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final FakeClock clock = new FakeClock();
  private final LocalQueue queue = new LocalQueue("iot-failed-alerts", clock);

  private void send(String... bodies) {
    for (String body : bodies) {
      queue.send(body, Map.of());
    }
  }

  private List<String> receive(int max) {
    return queue.receive(max, MINUTE).stream().map(Message::body).toList();
  }

  @Test
  void aMessageIsHiddenUntilItsTimeIsUp() {
    send("a", "b", "c");

    assertThat(receive(2)).containsExactly("a", "b");
    assertThat(receive(10)).containsExactly("c");
    clock.advance(MINUTE.minusNanos(1));
    assertThat(receive(10)).isEmpty();
    clock.advance(Duration.ofNanos(1));

    assertThat(receive(10)).containsExactly("a", "b", "c");
    assertThat(queue.size()).isEqualTo(3);
  }

  @Test
  void aMessageSaysWhenItWasSent() {
    queue.send("a", Map.of("ErrorCode", "200"));
    queue.receive(1, Duration.ZERO);
    clock.advance(MINUTE);

    Message message = queue.receive(1, MINUTE).get(0);

    assertThat(message.sent()).isEqualTo(clock.instant().minus(MINUTE));
    assertThat(message.attributes()).containsExactly(Map.entry("ErrorCode", "200"));
  }

  @Test
  void whatIsDeletedIsGoneAndMayBeDeletedTwice() {
    send("a", "b");
    Message first = queue.receive(1, MINUTE).get(0);

    queue.delete(first.receiptHandle());
    queue.delete(first.receiptHandle());

    assertThat(queue.size()).isEqualTo(1);
    assertThat(receive(10)).containsExactly("b");
  }

  @Test
  void anOlderReceiptDeletesNothing() {
    send("a");
    Message first = queue.receive(1, Duration.ZERO).get(0);
    queue.receive(1, MINUTE);

    queue.delete(first.receiptHandle());

    assertThat(queue.size()).isEqualTo(1);
  }

  @Test
  void visibilityCanBeShortenedAndExtended() {
    send("a");
    Message message = queue.receive(1, MINUTE).get(0);

    queue.changeVisibility(message.receiptHandle(), MINUTE.multipliedBy(3));
    clock.advance(MINUTE);
    assertThat(receive(1)).isEmpty();
    queue.changeVisibility(message.receiptHandle(), Duration.ZERO);

    assertThat(receive(1)).containsExactly("a");
  }

  @Test
  void visibilityOfWhatIsNotHiddenCannotBeChanged() {
    send("a");
    Message message = queue.receive(1, MINUTE).get(0);
    clock.advance(MINUTE);

    assertThatThrownBy(() -> queue.changeVisibility(message.receiptHandle(), MINUTE))
        .hasMessage("The specified message is not in flight.");
    queue.delete(message.receiptHandle());
    assertThatThrownBy(() -> queue.changeVisibility(message.receiptHandle(), MINUTE))
        .hasMessageContaining("Message does not exist");
    assertThatThrownBy(() -> queue.delete("what?")).hasMessageContaining("receipt handle");
  }

  @Test
  void aMessageIsHiddenForTwelveHoursAtMostHoweverOftenItIsExtended() {
    send("a");
    Message message = queue.receive(1, MINUTE).get(0);
    queue.changeVisibility(message.receiptHandle(), Duration.ofHours(12));
    clock.advance(MINUTE);

    assertThatThrownBy(() -> queue.changeVisibility(message.receiptHandle(), Duration.ofHours(12)))
        .hasMessageContaining("beyond the limit [43200 seconds]");
    queue.changeVisibility(message.receiptHandle(), Duration.ofHours(12).minus(MINUTE));
    assertThat(receive(1)).isEmpty();
  }
}
