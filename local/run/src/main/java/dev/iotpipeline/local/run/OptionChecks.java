package dev.iotpipeline.local.run;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** What options have to be, and what is said if one is not. */
final class OptionChecks {

  private final CommandLine commandLine;

  OptionChecks(CommandLine commandLine) {
    this.commandLine = commandLine;
  }

  void port(String option, int port) {
    require(port >= 0 && port <= 65_535, option, port, "0 to 65535");
  }

  /** Checks a port now and not after the warm-up, so that the message can name the option. */
  void portIsFree(String option, InetSocketAddress address) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(address);
    } catch (IOException e) {
      throw error(
          "cannot listen on port "
              + address.getPort()
              + " ("
              + e.getMessage()
              + "): stop what listens there, or choose another port with "
              + option);
    }
  }

  void writable(String option, @Nullable Path file) {
    if (file == null) {
      return;
    }
    Path folder = file.toAbsolutePath().getParent();
    boolean writable =
        Files.exists(file) ? Files.isWritable(file) : folder != null && Files.isWritable(folder);
    require(
        writable && !Files.isDirectory(file),
        option,
        file,
        "a file that can be written, in a folder that exists");
  }

  /** Makes the folder if it is missing. */
  void folder(String option, @Nullable Path folder) {
    if (folder == null) {
      return;
    }
    try {
      Files.createDirectories(folder);
      require(Files.isWritable(folder), option, folder, "a folder in which files can be made");
    } catch (IOException e) {
      throw error(option + " is " + folder + "; it has to be a folder that exists or can be made");
    }
  }

  void require(boolean holds, String option, Object value, String allowed) {
    if (!holds) {
      throw error(option + " is " + value + "; it has to be " + allowed);
    }
  }

  CommandLine.ParameterException error(String message) {
    return new CommandLine.ParameterException(commandLine, message);
  }
}
