package dev.iotpipeline.benchmarks.function;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A function to measure.
 *
 * @param name what tables call it
 * @param artifact the files that are deployed
 * @param command starts its process; it asks the Runtime API for events
 * @param environment what it needs besides what every function gets
 * @param canBeRestored whether it knows of snapshots
 */
public record Contender(
    String name,
    List<Path> artifact,
    List<String> command,
    Map<String, String> environment,
    boolean canBeRestored) {

  public Contender {
    artifact = List.copyOf(artifact);
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }
}
