package dev.iotpipeline.local.run.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.iotpipeline.local.aws.dynamodb.DynamoDbLocalProcess;
import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkClientException;

class DynamoDbLocalProcessTest {

  @Test
  void keepsItemsInItsFolderFromOneRunToTheNext(@TempDir Path folder) throws IOException {
    try (DynamoDbLocalProcess first = DynamoDbLocalProcess.start(0, folder);
        PipelineTables tables = tables(first)) {
      tables.createIfMissing();
      tables.createIfMissing();
      tables
          .client()
          .putItem(put -> put.tableName(tables.names().readings()).item(Items.of("sensor-1")));
    }
    try (DynamoDbLocalProcess second = DynamoDbLocalProcess.start(0, folder);
        PipelineTables tables = tables(second)) {
      tables.createIfMissing();
      assertThat(tables.readings()).containsExactly(Items.of("sensor-1"));
    }
  }

  private static PipelineTables tables(DynamoDbLocalProcess process) {
    return new PipelineTables(process.uri(), PipelineTables.Names.DEFAULT);
  }

  @Test
  void endsWhenItIsClosed() throws IOException {
    DynamoDbLocalProcess process = DynamoDbLocalProcess.start(0);
    ProcessHandle child = process.handle();
    process.close();
    process.close();
    assertThat(child.isAlive()).isFalse();
  }

  @Test
  void comesBackAfterAKillWithAllThatItHadAnswered(@TempDir Path folder) throws Exception {
    AtomicInteger deaths = new AtomicInteger();
    try (DynamoDbLocalProcess process = DynamoDbLocalProcess.start(0, folder);
        PipelineTables tables = tables(process)) {
      process.onDeath(deaths::incrementAndGet);
      tables.createIfMissing();
      tables
          .client()
          .putItem(put -> put.tableName(tables.names().readings()).item(Items.of("sensor-1")));

      process.kill();
      assertThatThrownBy(tables::createIfMissing).isInstanceOf(SdkClientException.class);
      process.restart();

      assertThat(tables.readings()).containsExactly(Items.of("sensor-1"));
    }
    assertThat(deaths).as("it did not die by itself").hasValue(0);
  }

  @Test
  void aReaderWhoseConnectionDiedWithItReadsOn(@TempDir Path folder) throws Exception {
    try (DynamoDbLocalProcess process = DynamoDbLocalProcess.start(0, folder);
        PipelineTables tables = tables(process)) {
      tables.createIfMissing();
      assertThat(tables.readings()).isEmpty();
      process.kill();
      process.restart();

      assertThat(tables.readings()).isEmpty();
    }
  }

  @Test
  void tellsWhenItDiesByItself() throws Exception {
    CountDownLatch died = new CountDownLatch(1);
    try (DynamoDbLocalProcess process = DynamoDbLocalProcess.start(0)) {
      process.onDeath(died::countDown);
      process.handle().destroyForcibly();

      assertThat(died.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGINT to send")
  void stillAnswersAfterCtrlC() throws Exception {
    try (DynamoDbLocalProcess process = DynamoDbLocalProcess.start(0);
        PipelineTables tables = tables(process)) {
      Process kill =
          new ProcessBuilder("kill", "-INT", String.valueOf(process.handle().pid())).start();
      assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
      tables.createIfMissing();
      assertThat(tables.readings()).isEmpty();
    }
  }

  @Test
  void namesTheBusyPort() throws IOException {
    try (ServerSocket other = new ServerSocket(0)) {
      assertThatThrownBy(() -> DynamoDbLocalProcess.start(other.getLocalPort()).close())
          .isInstanceOf(BindException.class)
          .hasMessage(
              "port %d is in use; free it, or choose another with --dynamodb-port",
              other.getLocalPort());
    }
  }
}
