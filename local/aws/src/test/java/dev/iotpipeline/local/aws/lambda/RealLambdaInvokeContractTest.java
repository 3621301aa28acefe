package dev.iotpipeline.local.aws.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.iotpipeline.local.aws.contract.AgainstRealAws;
import dev.iotpipeline.local.aws.contract.Clients;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.Runtime;

/**
 * A function needs a role, which this test does not create: {@code -Daws.contract.role} is the ARN
 * of one that Lambda may assume. It needs no rights.
 */
@AgainstRealAws
@EnabledIfSystemProperty(named = "aws.contract.role", matches = "arn:.+")
class RealLambdaInvokeContractTest extends LambdaInvokeContract {

  private static final String NAME = Clients.uniqueName();

  private static final String CODE = "exports.handler = async (event) => event;";

  private static LambdaClient client;

  @BeforeAll
  static void createFunction() throws IOException {
    client = LambdaClient.create();
    SdkBytes zip = zip();
    client.createFunction(
        request ->
            request
                .functionName(NAME)
                .role(System.getProperty("aws.contract.role"))
                .runtime(Runtime.NODEJS20_X)
                .handler("index.handler")
                .code(code -> code.zipFile(zip)));
    client.waiter().waitUntilFunctionActiveV2(request -> request.functionName(NAME));
    String version = client.publishVersion(request -> request.functionName(NAME)).version();
    client.createAlias(request -> request.functionName(NAME).name("live").functionVersion(version));
  }

  @AfterAll
  static void deleteFunction() {
    try (LambdaClient closing = client) {
      closing.deleteFunction(request -> request.functionName(NAME));
    }
  }

  private static SdkBytes zip() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("index.js"));
      zip.write(CODE.getBytes(UTF_8));
    }
    return SdkBytes.fromByteArray(bytes.toByteArray());
  }

  @Override
  LambdaClient lambda() {
    return client;
  }

  @Override
  String functionName() {
    return NAME;
  }
}
