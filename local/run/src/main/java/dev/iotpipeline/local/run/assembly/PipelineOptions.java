package dev.iotpipeline.local.run.assembly;

/**
 * What can be chosen of a pipeline on this machine, besides its settings.
 *
 * @param streamName the stream's name
 * @param shards how many shards it has
 * @param kinesisPort where the Kinesis endpoint listens; 0 for any free port
 * @param tables what the tables are called
 */
public record PipelineOptions(
    String streamName, int shards, int kinesisPort, PipelineTables.Names tables) {}
