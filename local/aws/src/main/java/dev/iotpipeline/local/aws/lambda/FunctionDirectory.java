package dev.iotpipeline.local.aws.lambda;

import dev.iotpipeline.local.aws.kinesis.LocalStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Functions by the names that Lambda's Invoke operation takes. */
final class FunctionDirectory {

  private static final String PARTIAL_ARN = LocalStream.ACCOUNT + ":function:";
  private static final String ARN = "arn:aws:lambda:" + LocalStream.REGION + ":" + PARTIAL_ARN;

  /** As Terraform names the alias that callers use; here there is but one version. */
  private static final List<String> QUALIFIERS = List.of(":$LATEST", ":live");

  private final Map<String, LocalFunction> byArn;

  FunctionDirectory(Collection<? extends LocalFunction> functions) {
    this.byArn =
        functions.stream().collect(Collectors.toMap(LocalFunction::arn, Function.identity()));
  }

  /**
   * The function with a name, partial ARN or ARN, each possibly with the qualifier {@code $LATEST}
   * or {@code live}; other versions and aliases do not exist here.
   *
   * @throws software.amazon.awssdk.services.lambda.model.ResourceNotFoundException if there is none
   */
  LocalFunction find(String name) {
    String arn = arn(name);
    LocalFunction function = byArn.get(withoutQualifier(arn));
    if (function == null) {
      throw LambdaErrors.notFound(arn);
    }
    return function;
  }

  private static String arn(String name) {
    if (name.startsWith("arn:")) {
      return name;
    }
    return name.startsWith(PARTIAL_ARN) ? ARN + name.substring(PARTIAL_ARN.length()) : ARN + name;
  }

  private static String withoutQualifier(String arn) {
    return QUALIFIERS.stream()
        .filter(arn::endsWith)
        .findFirst()
        .map(qualifier -> arn.substring(0, arn.length() - qualifier.length()))
        .orElse(arn);
  }
}
