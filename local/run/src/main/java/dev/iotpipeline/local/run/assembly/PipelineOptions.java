package dev.iotpipeline.local.run.assembly;

import java.nio.file.Path;

/**
 * What can be chosen of a pipeline on this machine, besides its settings.
 *
 * @param streamName the stream's name
 * @param shards how many shards it has
 * @param kinesisPort where the Kinesis endpoint listens; 0 for any free port
 * @param tables what the tables are called
 */
public record PipelineOptions(
    String streamName, int shards, int kinesisPort, PipelineTables.Names tables) {

  /** Where the notes for the verdict are, once they are too many for memory. */
  public static Path notes() {
    return Path.of(System.getProperty("java.io.tmpdir"));
  }
}
