package dev.iotpipeline.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.aws.LocalAws;
import dev.iotpipeline.aws.ResourceNames;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** How a run ends that does not come to its bound. */
class LocalCommandEndTest extends CommandFixture {

  @Test
  void ctrlCInTheWarmUpEndsTheRunAtOnce() throws Exception {
    CompletableFuture<Integer> exitCode = startWithFreePorts();
    awaitOnScreen("warming up");

    hook.interrupt();

    assertThat(exitCode.get(2, TimeUnit.MINUTES)).isEqualTo(130);
    assertThat(out.toString()).contains("Aborted during the warm-up: nothing was published.");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void anErrorAfterCtrlCIsOneLineWithItsExitCode() throws Exception {
    CompletableFuture<Integer> exitCode = startWithFreePorts("--devices=2");
    awaitOnScreen("devices publish");
    Matcher uri = Pattern.compile("DynamoDB  (\\S+)").matcher(out.toString());
    assertThat(uri.find()).isTrue();
    try (DynamoDbClient client =
        LocalAws.at(URI.create(uri.group(1)), DynamoDbClient.builder()).build()) {
      client.deleteTable(table -> table.tableName(ResourceNames.REJECTED_TABLE));
    }

    hook.interrupt();

    assertThat(exitCode.get(2, TimeUnit.MINUTES)).isEqualTo(2);
    assertThat(out.toString()).contains("Until then: published ");
    assertThat(err.toString())
        .startsWith("run-local: DynamoDB Local answers with an error (400): ResourceNotFound")
        .hasLineCount(1);
  }

  @Test
  @EnabledIf("hasAFullDisk")
  void aLogThatCannotBeWrittenEndsTheRunInOneLine() {
    assertThat(run("--kinesis-port=0", "--dynamodb-port=0", "--page-port=0", "--log=/dev/full"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("log").hasLineCount(1);
  }

  static boolean hasAFullDisk() {
    return Files.exists(Path.of("/dev/full"));
  }

  @Test
  void ctrlCInTheWaitForRetriesEndsItAndSaysWhatWasConfirmed() throws Exception {
    CompletableFuture<Integer> exitCode =
        startWithFreePorts(
            "--faults=crashes",
            "--interval=0s",
            "--count=200",
            "--anomaly-probability=1",
            "--seed=1");
    awaitOnScreen(" alerts left, ");

    hook.interrupt();

    assertThat(exitCode.get(2, TimeUnit.MINUTES)).isEqualTo(130);
    assertThat(out.toString())
        .contains("Aborted, so there is no verdict. Until then: published 200, confirmed")
        .doesNotContain("missed");
  }

  @Test
  void aSecondCtrlCEndsTheWaitThatTheFirstHasBegun() throws Exception {
    CompletableFuture<Integer> exitCode =
        startWithFreePorts("--faults=crashes", "--anomaly-probability=1");
    awaitOnScreen("The first alert");

    hook.interrupt();
    hook.interrupt();

    assertThat(exitCode.get(2, TimeUnit.MINUTES)).isEqualTo(130);
    assertThat(out.toString())
        .containsSubsequence("Stopping: ", "Aborting: ", "Aborted, so there is no verdict.");
  }
}
