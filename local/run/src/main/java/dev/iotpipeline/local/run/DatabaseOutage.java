package dev.iotpipeline.local.run;

import dev.iotpipeline.local.aws.dynamodb.DynamoDbLocalProcess;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Kills the database two seconds into the run, and starts it again three seconds later. */
final class DatabaseOutage implements LocalRun.Disturbance {

  private static final long SECONDS_UNTIL_IT = 2;
  private static final long SECONDS_LONG = 3;

  private final DynamoDbLocalProcess dynamoDb;
  private final RunView view;
  private final CountDownLatch over = new CountDownLatch(1);

  DatabaseOutage(DynamoDbLocalProcess dynamoDb, RunView view) {
    this.dynamoDb = dynamoDb;
    this.view = view;
  }

  @Override
  public void begin() {
    Thread outage = new Thread(this::killAndRestart, "database-outage");
    outage.setDaemon(true);
    outage.start();
  }

  private void killAndRestart() {
    try {
      TimeUnit.SECONDS.sleep(SECONDS_UNTIL_IT);
      dynamoDb.kill();
      view.say("  FAULT  DynamoDB Local was killed");
      TimeUnit.SECONDS.sleep(SECONDS_LONG);
      dynamoDb.restart();
      view.say("  FAULT  DynamoDB Local is back");
    } catch (IOException e) {
      view.say("DynamoDB Local does not come back: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      over.countDown();
    }
  }

  @Override
  public void awaitEnd() throws InterruptedException {
    over.await();
  }
}
