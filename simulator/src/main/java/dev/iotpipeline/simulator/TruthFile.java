package dev.iotpipeline.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.iotpipeline.telemetry.Anomaly;
import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.Thresholds;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/**
 * What a pipeline has to find. The file has one JSON line for each message that the stream took. A
 * line holds the anomalies that the reading has to raise, or the reason why the message has to be
 * rejected; and the kind of hostility, if any. The lines are in the order of the stream's answers.
 *
 * <p>Safe for use by any number of threads. Complete when it is closed.
 */
public final class TruthFile implements SimulationListener, AutoCloseable {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final BufferedWriter file;
  private final TrueAnomalies truth;
  private final Clock clock;

  /**
   * Opens the file, and replaces what it held.
   *
   * @param thresholds the thresholds of the pipeline
   * @throws IOException if the file cannot be written
   */
  public TruthFile(Path file, Thresholds thresholds) throws IOException {
    this(file, thresholds, Clock.systemUTC());
  }

  /**
   * @param clock of the stream
   */
  TruthFile(Path file, Thresholds thresholds, Clock clock) throws IOException {
    this.truth = new TrueAnomalies(thresholds);
    this.clock = clock;
    this.file = Files.newBufferedWriter(file);
  }

  @Override
  public void published(PublishedMessage published) {
    String line = line(published);
    try {
      append(line);
    } catch (IOException e) {
      throw new UncheckedIOException("the truth file cannot be written: " + e.getMessage(), e);
    }
  }

  private synchronized void append(String line) throws IOException {
    file.write(line);
    file.write('\n');
  }

  private String line(PublishedMessage published) {
    DeviceMessage message = published.message();
    Reading reading = message.reading();
    ObjectNode line = JSON.objectNode().put("device_id", message.deviceId());
    if (reading != null) {
      line.put("timestamp", reading.key().timestamp());
    }
    if (message.rejection() != null) {
      line.put("rejection", message.rejection().code());
    }
    line.put("shard_id", published.shardId()).put("sequence_number", published.sequenceNumber());
    if (reading != null) {
      ArrayNode anomalies = line.putArray("anomalies");
      truth.next(reading, clock.instant()).forEach(anomaly -> add(anomaly, anomalies));
    }
    if (message.hostility() != null) {
      line.put("hostile", message.hostility().code());
    }
    return line.toString();
  }

  private static void add(Anomaly anomaly, ArrayNode anomalies) {
    ObjectNode node =
        anomalies
            .addObject()
            .put("field", anomaly.measurement().field())
            .put("value", anomaly.value())
            .put("threshold", anomaly.threshold())
            .put("direction", anomaly.direction().code());
    Anomaly.Rise rise = anomaly.rise();
    if (rise != null) {
      node.put("baseline", rise.baseline()).put("window_seconds", rise.window().toSeconds());
    }
  }

  @Override
  public synchronized void close() throws IOException {
    file.close();
  }
}
