package dev.iotpipeline.local.run.packaging;

import dev.iotpipeline.local.aws.dynamodb.DynamoDbLocalProcess;
import dev.iotpipeline.local.run.assembly.PipelineTables;
import dev.iotpipeline.local.run.packaging.RuntimeApi.Answer;
import dev.iotpipeline.local.run.packaging.ServiceStub.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of a function's jar share: the jar, its environment, and a database. */
abstract class FunctionJarFixture {

  private static final Map<String, String> THRESHOLDS =
      Map.of(
          "TEMP_THRESHOLD", "45",
          "HUMIDITY_HIGH_THRESHOLD", "90",
          "HUMIDITY_LOW_THRESHOLD", "20");

  private final String name;
  private DynamoDbLocalProcess dynamoDb;
  PipelineTables tables;

  /**
   * @param name of the function's file in Terraform, and of its module without {@code -lambda}
   */
  FunctionJarFixture(String name) {
    this.name = name;
  }

  @BeforeEach
  void startDatabase() throws IOException {
    dynamoDb = DynamoDbLocalProcess.start(0);
    tables = new PipelineTables(dynamoDb.uri(), PipelineTables.Names.DEFAULT);
    tables.createIfMissing();
  }

  @AfterEach
  void stopDatabase() {
    tables.close();
    dynamoDb.close();
  }

  DeployedFunction start(Map<String, String> environment, int heapMegabytes) throws IOException {
    String module = name + "-lambda";
    Path jar = Path.of("..", "..", module, "target", module + ".jar").toAbsolutePath();
    return new DeployedFunction(
        jar, TerraformFunction.in(name).handler(), environment, heapMegabytes);
  }

  DeployedFunction start(Map<String, String> environment) throws IOException {
    return start(environment, 256);
  }

  /** Starts it as Lambda starts what it takes a snapshot of; its credentials come over HTTP. */
  DeployedFunction startForSnapshot(ServiceStub credentials) throws IOException {
    Map<String, String> environment = environment();
    environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
    environment.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", credentials.uri().toString());
    environment.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", "token");
    return start(environment);
  }

  /** Credentials as Lambda gives them to a function with a snapshot. */
  static Reply credentials(String accessKeyId) {
    return Reply.of(
        200,
        "application/json",
        """
        {"AccessKeyId":"%s","SecretAccessKey":"secret","Token":"token",\
        "Expiration":"2099-01-01T00:00:00Z"}"""
            .formatted(accessKeyId));
  }

  /** All of the function's environment. */
  abstract Map<String, String> environment() throws IOException;

  /** What the function says when it starts without one of its variables. */
  Answer answerWithout(String variable) throws Exception {
    Map<String, String> environment = environment();
    environment.remove(variable);
    try (DeployedFunction function = start(environment)) {
      return function.api().awaitAnswer();
    }
  }

  /**
   * A value for each variable that Terraform sets, so that one it forgets is missing here too.
   *
   * @param values for all variables but the thresholds
   */
  Map<String, String> environment(Map<String, String> values) throws IOException {
    Map<String, String> environment = new HashMap<>(values);
    environment.putAll(THRESHOLDS);
    environment.keySet().retainAll(TerraformFunction.in(name).environment());
    environment.put("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.uri().toString());
    return environment;
  }
}
