package dev.iotpipeline.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The machine's Python, if it has one with boto3. */
final class Python {

  private static final String FIND = "import boto3, sys; print(sys.executable)";

  private final String program;

  /** Looks for it; its own name is kept, since the one on the path may be a script that chooses. */
  Python() {
    program = answer("python3", "-c", FIND);
  }

  boolean hasBoto3() {
    return !program.isEmpty();
  }

  /** The command that runs a script. */
  List<String> command(Path script) {
    return List.of(program, script.toString());
  }

  /** What a program prints; "" if it fails or is not there. */
  private static String answer(String... command) {
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? printed.strip() : "";
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
