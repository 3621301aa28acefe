package dev.iotpipeline.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code run-local} in a small project, with scripts in place of Java and Maven. */
@DisabledOnOs(OS.WINDOWS)
class RunLocalScriptTest {

  private static final List<String> TOOLS = List.of("dirname", "find", "grep", "sed", "touch");

  @TempDir private Path folder;
  private Path project;
  private Path jar;
  private Path options;
  private Path tools;
  private int exitCode;

  @BeforeEach
  void makeProject() throws IOException {
    project = folder.resolve("project");
    jar = project.resolve("local/run/target/local-run.jar");
    tools = Files.createDirectory(folder.resolve("tools"));
    Files.createDirectories(jar.getParent());
    Files.createDirectories(project.resolve("simulator/src/main"));
    Files.createDirectories(project.resolve("local/run/src/main"));
    options = project.resolve("local/run/src/main/RunOptions.java");
    Files.writeString(options, "\"--report\"");
    Files.writeString(project.resolve("pom.xml"), "");
    Files.copy(Path.of("..", "..", "run-local"), project.resolve("run-local"));
    for (String tool : TOOLS) {
      tool(tool, "exec " + find(tool) + " \"$@\"");
    }
    tool("javac", "");
    tool("mvn", "echo built");
    tool("java", "echo java in \"$PWD\": \"$@\"");
  }

  @Test
  void itBuildsAndRunsInTheFolderOfItsUser() throws Exception {
    String output = runLocal("--report", "r");

    assertThat(exitCode).as(output).isZero();
    assertThat(output.lines())
        .contains("built")
        .last()
        .asString()
        .startsWith("java in " + folder.toRealPath() + ": ")
        .endsWith("local-run.jar --report r");
  }

  @Test
  void itBuildsOnlyWhatIsOlderThanItsSources() throws Exception {
    Files.writeString(jar, "");
    Files.setLastModifiedTime(project.resolve("pom.xml"), FileTime.fromMillis(0));
    Files.setLastModifiedTime(options, FileTime.fromMillis(0));

    assertThat(runLocal()).doesNotContain("built");
  }

  @Test
  void withoutMavenItSaysWhatToInstall() throws Exception {
    Files.delete(tools.resolve("mvn"));

    assertThat(runLocal()).contains("run-local: there is no Maven (mvn): install Maven 3.9");
    assertThat(exitCode).isEqualTo(2);
  }

  @Test
  void withoutJavaItSaysWhatToInstall() throws Exception {
    Files.delete(tools.resolve("java"));

    assertThat(runLocal())
        .isEqualTo("run-local: there is no Java (java): install a JDK, 17 or later\n");
    assertThat(exitCode).isEqualTo(2);
  }

  @Test
  void withoutACompilerItSaysWhatToInstall() throws Exception {
    Files.delete(tools.resolve("javac"));

    assertThat(runLocal()).contains("run-local: there is no Java compiler (javac): install a JDK");
    assertThat(exitCode).isEqualTo(2);
  }

  @Test
  void aTypoInTheNameOfAnOptionIsAnsweredBeforeTheFirstBuild() throws Exception {
    assertThat(runLocal("--reprot=r.json")).isEqualTo("run-local: Unknown option: '--reprot'\n");
    assertThat(exitCode).isEqualTo(2);
  }

  @Test
  void aWrongValueIsAnsweredByTheLastBuild() throws Exception {
    Files.writeString(jar, "");
    Files.setLastModifiedTime(jar, FileTime.fromMillis(0));
    tool("java", "echo no such folder; exit 2");

    assertThat(runLocal("--report=/no/r")).startsWith("no such folder").doesNotContain("built");
    assertThat(exitCode).isEqualTo(2);
  }

  @Test
  void aBuildThatFailsEndsIt() throws Exception {
    tool("mvn", "echo 'cannot compile'; exit 1");

    assertThat(runLocal()).contains("cannot compile", "run-local: the build failed");
    assertThat(exitCode).isEqualTo(2);
  }

  private void tool(String name, String script) throws IOException {
    Path file = tools.resolve(name);
    Files.writeString(file, "#!" + find("bash") + "\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Path find(String tool) {
    return Stream.of(System.getenv("PATH").split(":"))
        .map(place -> Path.of(place, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }

  /** All that it prints, standard error as well. */
  private String runLocal(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("bash", project.resolve("run-local").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().remove("JAVA_HOME");
    builder.environment().put("PATH", tools.toString());
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    exitCode = process.waitFor();
    return output;
  }
}
