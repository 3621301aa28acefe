package dev.iotpipeline.local.aws.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.local.aws.contract.Clients;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class TemporaryFilesTest {

  private static final String OPTION = "-Djava.io.tmpdir=";

  /** A child that is killed cannot delete the native library that it has unpacked. */
  @Test
  void nothingIsLeftOfAChildThatWasKilled(@TempDir Path data) throws Exception {
    Path temporary;
    try (DynamoDbLocalProcess process = DynamoDbLocalProcess.start(0, data);
        DynamoDbClient client = Clients.local(DynamoDbClient.builder(), process.uri())) {
      temporary = temporaryFolder(process.handle());
      client.listTables();
      assertThat(temporary).isNotEmptyDirectory();

      process.kill();
      assertThat(temporary).isNotEmptyDirectory();

      process.restart();
      assertThat(temporaryFolder(process.handle())).isEqualTo(temporary);
    }

    assertThat(temporary).doesNotExist();
  }

  private static Path temporaryFolder(ProcessHandle child) {
    for (String argument : child.info().arguments().orElseThrow()) {
      if (argument.startsWith(OPTION)) {
        return Path.of(argument.substring(OPTION.length()));
      }
    }
    throw new AssertionError("the child has no temporary folder of its own");
  }
}
