package dev.iotpipeline.local.run;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.FileAlreadyExistsException;
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
    if (folder == null || Files.isDirectory(file)) {
      throw unwritable(option, file, "it is a folder");
    }
    if (!Files.isDirectory(folder)) {
      throw unwritable(option, file, "there is no folder " + folder);
    }
    if (!Files.isWritable(Files.exists(file) ? file : folder)) {
      throw unwritable(option, file, "this user may not");
    }
  }

  private CommandLine.ParameterException unwritable(String option, Path file, String reason) {
    return error("%s is %s, which cannot be written: %s".formatted(option, file, reason));
  }

  /** Refuses two files that are one: the second writer would overwrite the first. */
  void different(String option, @Nullable Path file, String otherOption, @Nullable Path other) {
    try {
      if (file != null && other != null && isSame(file, other)) {
        throw error(
            "%s and %s are both %s: give each its own".formatted(option, otherOption, file));
      }
    } catch (IOException e) {
      throw error("%s is %s, which cannot be looked at: %s".formatted(option, file, e));
    }
  }

  private static boolean isSame(Path file, Path other) throws IOException {
    return file.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize())
        || (Files.isRegularFile(file)
            && Files.isRegularFile(other)
            && Files.isSameFile(file, other));
  }

  /** Makes the folder if it is missing. */
  void folder(String option, @Nullable Path folder) {
    if (folder == null) {
      return;
    }
    try {
      Files.createDirectories(folder);
    } catch (FileAlreadyExistsException e) {
      throw unwritable(option, folder, e.getMessage() + " is a file, not a folder");
    } catch (IOException e) {
      throw unwritable(option, folder, "the folder cannot be made (" + e + ")");
    }
    if (!Files.isWritable(folder)) {
      throw unwritable(option, folder, "this user may not");
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
