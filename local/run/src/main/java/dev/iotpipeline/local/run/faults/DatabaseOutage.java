package dev.iotpipeline.local.run.faults;

import dev.iotpipeline.local.aws.dynamodb.DynamoDbLocalProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Kills the database and starts it again three seconds later. To be closed before the database, so
 * that none is started after that.
 */
public final class DatabaseOutage implements AutoCloseable {

  private static final Duration BEFORE_THE_KILL = Duration.ofSeconds(2);
  private static final Duration BEFORE_THE_RESTART = Duration.ofSeconds(3);

  private final DynamoDbLocalProcess dynamoDb;
  private final Consumer<String> screen;
  private volatile @Nullable Thread outage;
  private volatile boolean down;

  /**
   * @param screen is told when it happens
   */
  public DatabaseOutage(DynamoDbLocalProcess dynamoDb, Consumer<String> screen) {
    this.dynamoDb = dynamoDb;
    this.screen = screen;
  }

  /** The run begins to produce: the database dies two seconds later. */
  public void begin() {
    begin(BEFORE_THE_KILL);
  }

  /** The database dies now, unless an outage is under way already. */
  public void killNow() {
    begin(Duration.ZERO);
  }

  private synchronized void begin(Duration wait) {
    if (outage != null && outage.isAlive()) {
      return;
    }
    Thread begun = new Thread(() -> killAndRestart(wait), "database-outage");
    begun.setDaemon(true);
    begun.start();
    outage = begun;
  }

  private void killAndRestart(Duration wait) {
    try {
      Thread.sleep(wait.toMillis());
      down = true;
      dynamoDb.kill();
      screen.accept("  FAULT  DynamoDB Local was killed");
      Thread.sleep(BEFORE_THE_RESTART.toMillis());
      dynamoDb.restart();
      down = false;
      screen.accept("  FAULT  DynamoDB Local is back");
    } catch (IOException e) {
      screen.accept("DynamoDB Local does not come back: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the database is dead now. */
  public boolean isDown() {
    return down;
  }

  /** Returns once no outage is under way, and the pipeline can recover. */
  public void awaitEnd() throws InterruptedException {
    Thread last = outage;
    if (last != null) {
      last.join();
    }
  }

  /** Ends an outage that is under way; the database may stay dead. */
  @Override
  public void close() {
    Thread last = outage;
    if (last != null) {
      last.interrupt();
      try {
        last.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
