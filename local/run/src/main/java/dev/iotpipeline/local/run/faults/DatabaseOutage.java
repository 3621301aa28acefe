package dev.iotpipeline.local.run.faults;

import dev.iotpipeline.local.aws.dynamodb.DynamoDbLocalProcess;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Kills the database two seconds into the run, and starts it again three seconds later. */
public final class DatabaseOutage {

  private static final long SECONDS_BEFORE_THE_KILL = 2;
  private static final long SECONDS_BEFORE_THE_RESTART = 3;

  private final DynamoDbLocalProcess dynamoDb;
  private final Consumer<String> screen;
  private final CountDownLatch over = new CountDownLatch(1);

  /**
   * @param screen is told when it happens
   */
  public DatabaseOutage(DynamoDbLocalProcess dynamoDb, Consumer<String> screen) {
    this.dynamoDb = dynamoDb;
    this.screen = screen;
  }

  /** The run begins to produce. */
  public void begin() {
    Thread outage = new Thread(this::killAndRestart, "database-outage");
    outage.setDaemon(true);
    outage.start();
  }

  private void killAndRestart() {
    try {
      TimeUnit.SECONDS.sleep(SECONDS_BEFORE_THE_KILL);
      dynamoDb.kill();
      screen.accept("  FAULT  DynamoDB Local was killed");
      TimeUnit.SECONDS.sleep(SECONDS_BEFORE_THE_RESTART);
      dynamoDb.restart();
      screen.accept("  FAULT  DynamoDB Local is back");
    } catch (IOException e) {
      screen.accept("DynamoDB Local does not come back: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      over.countDown();
    }
  }

  /** Returns once the database is back, and the pipeline can recover. */
  public void awaitEnd() throws InterruptedException {
    over.await();
  }
}
