package dev.iotpipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

final class UsageErrorsTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Command(
      name = "tool",
      scope = ScopeType.INHERIT,
      mixinStandardHelpOptions = true,
      versionProvider = JarVersion.class)
  private static final class Tool implements Runnable {

    @Option(names = "--duration")
    private String duration;

    @Override
    public void run() {}
  }

  @Command(name = "part")
  private static final class Part implements Runnable {

    @Override
    public void run() {}
  }

  @ParameterizedTest
  @ValueSource(strings = {"--colour", "part --colour"})
  void aWrongOptionIsOneLineAfterTheNameOfTheCommand(String arguments) {
    assertThat(execute(arguments)).isEqualTo(2);

    assertThat(err.toString()).startsWith("tool: ").contains("--colour").hasLineCount(1);
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--durtion 8s | Unknown option: '--durtion'. Did you mean --duration?",
        "--zzz | Unknown option: '--zzz'",
        "prt | Unmatched argument: 'prt'. Did you mean part?",
      },
      quoteCharacter = '"')
  void onlyTheUnknownNameIsReportedWithWhatIsLikeIt(String arguments, String line) {
    execute(arguments);

    assertThat(err.toString()).isEqualToIgnoringNewLines("tool: " + line);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "part --version"})
  void outsideOfAJarTheVersionSaysSo(String arguments) {
    assertThat(execute(arguments)).isZero();

    assertThat(out.toString()).isEqualToIgnoringNewLines("tool (not built as a jar)");
  }

  @Test
  void aReportIsTheExitCodeToo() {
    CommandLine commandLine = new CommandLine(new Tool()).setErr(new PrintWriter(err));

    assertThat(UsageErrors.report(commandLine, "no region is set")).isEqualTo(2);
    assertThat(err.toString()).isEqualToIgnoringNewLines("tool: no region is set");
  }

  private int execute(String arguments) {
    CommandLine commandLine =
        new CommandLine(new Tool())
            .addSubcommand(new Part())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err));
    return UsageErrors.asOneLine(commandLine).execute(arguments.split(" "));
  }
}
