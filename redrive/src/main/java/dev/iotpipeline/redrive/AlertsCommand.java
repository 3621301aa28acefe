package dev.iotpipeline.redrive;

import dev.iotpipeline.aws.ResourceNames;
import dev.iotpipeline.telemetry.AlertRequest;
import dev.iotpipeline.telemetry.ReadingKey;
import dev.iotpipeline.telemetry.RejectedReadingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** Sends the alerts of the dead-letter queue to the alert function again. */
@Command(name = "alerts", description = "Alerts of the dead-letter queue, to the alert function.")
final class AlertsCommand extends Subcommand {

  @Option(
      names = "--queue",
      paramLabel = "NAME",
      description = "The dead-letter queue (default: ${DEFAULT-VALUE}).",
      defaultValue = ResourceNames.FAILED_ALERTS_QUEUE)
  private String queue;

  @Option(
      names = "--function",
      paramLabel = "NAME",
      description = "The alert function and its alias (default: ${DEFAULT-VALUE}).",
      defaultValue = ResourceNames.ALERT_FUNCTION + ":" + ResourceNames.LIVE_ALIAS)
  private String function;

  AlertsCommand(CommandContext context) {
    super(context, new CountedItem("alert", "alerts"));
  }

  @Override
  void redrive(Clients clients, Run run) {
    LambdaClient lambda = clients.lambda();
    try (QueueMessages messages =
        new QueueMessages(clients.sqs(), queue, context.clock(), run::warn)) {
      run.each(
          messages::next,
          message -> {
            putBack(message, messages, lambda, run);
            return true;
          });
    }
  }

  /** A message holds one request or many; the function takes them in one event, as they came. */
  private void putBack(Message message, QueueMessages messages, LambdaClient lambda, Run run) {
    byte[] event = message.body().getBytes(StandardCharsets.UTF_8);
    String age = "  (" + messages.age(message) + ")";
    List<RejectedReadingException> rejected = new ArrayList<>();
    List<AlertRequest> requests = AlertRequest.parseAll(event, rejected::add);
    if (rejected.isEmpty()) {
      run.put(
          subject(requests) + "  " + reason(message) + age,
          () -> {
            messages.keep(message);
            invoke(lambda, event);
          },
          () -> messages.delete(message));
    } else {
      // The function would reject it too, and Lambda would put it into the queue again.
      run.notPutBack(
          "message " + message.messageId() + age,
          "no alert request: " + rejected.get(0).getMessage());
    }
  }

  private static String subject(List<AlertRequest> requests) {
    ReadingKey first = requests.get(0).reading().key();
    return first.deviceId()
        + "  "
        + first.timestamp()
        + (requests.size() == 1 ? "" : "  and " + (requests.size() - 1) + " more");
  }

  private static String reason(Message message) {
    MessageAttributeValue reason = message.messageAttributes().get("ErrorMessage");
    return reason == null ? "no reason given" : reason.stringValue();
  }

  /** Invokes asynchronously, so that Lambda repeats an invocation that fails. */
  private void invoke(LambdaClient lambda, byte[] event) {
    lambda.invoke(
        request ->
            request
                .functionName(function)
                .invocationType(InvocationType.EVENT)
                .payload(SdkBytes.fromByteArray(event)));
  }
}
