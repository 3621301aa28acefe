package dev.iotpipeline.local.run;

import static org.awaitility.Awaitility.await;

import dev.iotpipeline.cli.InterruptHook;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import picocli.CommandLine;

/** The command on free ports, and its screen. */
abstract class CommandFixture {

  final StringWriter out = new StringWriter();
  final StringWriter err = new StringWriter();
  final InterruptHook hook = new InterruptHook(Duration.ofMinutes(1));

  @AfterEach
  void forgetTheHook() {
    hook.close();
  }

  CompletableFuture<Integer> startWithFreePorts(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("--kinesis-port=0", "--dynamodb-port=0", "--page-port=0", "--window=1s"));
    arguments.addAll(List.of(more));
    return CompletableFuture.supplyAsync(() -> run(arguments.toArray(String[]::new)));
  }

  void awaitOnScreen(String text) {
    await().atMost(Duration.ofMinutes(1)).until(() -> out.toString().contains(text));
  }

  int run(String... arguments) {
    CommandLine command = LocalCommand.commandLine(new LocalCommand(() -> hook));
    command.setOut(new PrintWriter(out));
    command.setErr(new PrintWriter(err));
    return command.execute(arguments);
  }
}
