package dev.iotpipeline.local.run.faults;

import dev.iotpipeline.aws.ServiceErrors;
import dev.iotpipeline.local.aws.dynamodb.DynamoDbLocalProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The database dies and comes back three seconds later. One that has its data in memory would come
 * back empty; it is cut off for that time, so that each call of the functions fails all the same.
 *
 * <p>To be closed before the database, so that none is started after that.
 */
public final class DatabaseOutage implements AutoCloseable {

  private static final Duration BEFORE = Duration.ofSeconds(2);
  private static final Duration LENGTH = Duration.ofSeconds(3);

  private final DynamoDbLocalProcess dynamoDb;
  private final boolean isOnDisk;
  private final Consumer<String> screen;
  private volatile @Nullable Thread outage;
  private volatile boolean isDown;

  /**
   * @param isOnDisk whether the database finds its data again when it is started again
   * @param screen is told when it happens
   */
  public DatabaseOutage(DynamoDbLocalProcess dynamoDb, boolean isOnDisk, Consumer<String> screen) {
    this.dynamoDb = dynamoDb;
    this.isOnDisk = isOnDisk;
    this.screen = screen;
  }

  /** The run begins to produce: the outage begins two seconds later. */
  public void begin() {
    begin(BEFORE);
  }

  /** The outage begins now, unless one is under way already. */
  public void beginNow() {
    begin(Duration.ZERO);
  }

  private synchronized void begin(Duration wait) {
    if (outage != null && outage.isAlive()) {
      return;
    }
    Thread begun = new Thread(() -> run(wait), "database-outage");
    begun.setDaemon(true);
    outage = begun;
    begun.start();
  }

  private void run(Duration wait) {
    try {
      Thread.sleep(wait.toMillis());
      isDown = true;
      if (isOnDisk) {
        killAndRestart();
      } else {
        cutOff();
      }
      isDown = false;
    } catch (IOException e) {
      screen.accept("DynamoDB Local does not come back: " + ServiceErrors.describe(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void killAndRestart() throws IOException, InterruptedException {
    dynamoDb.kill();
    screen.accept("  FAULT  DynamoDB Local was killed");
    Thread.sleep(LENGTH.toMillis());
    dynamoDb.restart();
    screen.accept("  FAULT  DynamoDB Local is back");
  }

  private void cutOff() throws InterruptedException {
    screen.accept("  FAULT  DynamoDB Local is cut off");
    Thread.sleep(LENGTH.toMillis());
    screen.accept("  FAULT  DynamoDB Local can be reached again");
  }

  /** Whether nobody can reach the database now. */
  public boolean isDown() {
    return isDown;
  }

  /** Whether calls to the database have to fail although it would answer. */
  boolean isCutOff() {
    return isDown && !isOnDisk;
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
