package dev.iotpipeline.local.run.page;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Supplier;

/**
 * Sends the ticks to everybody who listens, as server-sent events. An event is made once for all.
 * Who does not take events as fast as they come is dropped, and holds up nobody.
 */
final class Broadcast {

  /** Each has a thread of the server. */
  static final int MOST_LISTENERS = 16;

  /** Seconds that a listener may lag behind. */
  private static final int MOST_WAITING = 10;

  private static final byte[] END = {};

  private final Supplier<byte[]> next;
  private final Supplier<byte[]> all;
  private final List<Listener> listeners = new ArrayList<>();
  private boolean closed;

  /**
   * @param next what is new since it was asked last
   * @param all all there was up to then
   */
  Broadcast(Supplier<byte[]> next, Supplier<byte[]> all) {
    this.next = next;
    this.all = all;
  }

  /** Somebody who listens. */
  final class Listener implements AutoCloseable {

    private final BlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(MOST_WAITING);

    private boolean offer(byte[] event) {
      boolean keepsUp = waiting.offer(event);
      if (!keepsUp) {
        end();
      }
      return keepsUp;
    }

    private void end() {
      if (!waiting.offer(END)) {
        waiting.clear();
        waiting.add(END);
      }
    }

    /** Writes events until there are no more, or the other side takes none. */
    void sendTo(OutputStream out) throws IOException, InterruptedException {
      for (byte[] event = waiting.take(); event != END; event = waiting.take()) {
        out.write(event);
        out.flush();
      }
    }

    @Override
    public void close() {
      synchronized (Broadcast.this) {
        listeners.remove(this);
        Broadcast.this.notifyAll();
      }
    }
  }

  /** A new listener, who is first told all there is; empty if there are too many. */
  synchronized Optional<Listener> listen() {
    if (closed || listeners.size() >= MOST_LISTENERS) {
      return Optional.empty();
    }
    Listener listener = new Listener();
    listener.offer(event("full", all.get()));
    listeners.add(listener);
    return Optional.of(listener);
  }

  /** Tells all listeners what is new. To be called once a second. */
  synchronized void tick() {
    byte[] event = event("tick", next.get());
    listeners.removeIf(listener -> !listener.offer(event));
  }

  private static byte[] event(String name, byte[] data) {
    byte[] head = ("event: " + name + "\ndata: ").getBytes(StandardCharsets.US_ASCII);
    byte[] event = new byte[head.length + data.length + 2];
    System.arraycopy(head, 0, event, 0, head.length);
    System.arraycopy(data, 0, event, head.length, data.length);
    event[event.length - 2] = '\n';
    event[event.length - 1] = '\n';
    return event;
  }

  /** Lets the listeners go, and waits a moment until they have been sent the last event. */
  synchronized void close(long millis) {
    closed = true;
    listeners.forEach(Listener::end);
    long end = System.nanoTime() + millis * 1_000_000;
    try {
      for (long left = millis; !listeners.isEmpty() && left > 0; ) {
        wait(left);
        left = (end - System.nanoTime()) / 1_000_000;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
