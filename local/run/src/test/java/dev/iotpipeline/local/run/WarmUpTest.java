package dev.iotpipeline.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotpipeline.local.aws.dynamodb.DynamoDbLocalProcess;
import dev.iotpipeline.local.run.assembly.PipelineSettings;
import dev.iotpipeline.local.run.assembly.PipelineTables;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WarmUpTest {

  @Test
  void leavesNothingBehind() throws Exception {
    try (DynamoDbLocalProcess dynamoDb = DynamoDbLocalProcess.start(0);
        PipelineTables tables = new PipelineTables(dynamoDb.uri(), PipelineTables.Names.DEFAULT)) {
      WarmUp.run(dynamoDb.uri(), PipelineSettings.load(Map.of()));

      assertThat(tables.client().listTables().tableNames()).isEmpty();
    }
  }
}
