package dev.iotpipeline.simulator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.iotpipeline.telemetry.Anomaly;
import dev.iotpipeline.telemetry.AnomalyDetector;
import dev.iotpipeline.telemetry.Reading;
import dev.iotpipeline.telemetry.Thresholds;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a pipeline has to find: one JSON line for each reading that the stream took, with the
 * anomalies that it has to raise and none if it is normal. The order is that of the answers.
 *
 * <p>Safe for use by any number of threads. Complete when it is closed.
 */
public final class TruthFile implements SimulationListener, AutoCloseable {

  private static final JsonFactory JSON = new JsonFactory();

  private final BufferedWriter file;
  private final AnomalyDetector detector;

  /**
   * Opens the file; what it held before is gone.
   *
   * @param thresholds those that the pipeline detects by
   * @throws IOException if the file cannot be written
   */
  public TruthFile(Path file, Thresholds thresholds) throws IOException {
    this.detector = new AnomalyDetector(thresholds);
    this.file = Files.newBufferedWriter(file);
  }

  @Override
  public void published(PublishedReading published) {
    try {
      append(line(published));
    } catch (IOException e) {
      throw new UncheckedIOException("the truth file cannot be written: " + e.getMessage(), e);
    }
  }

  private synchronized void append(String line) throws IOException {
    file.write(line);
    file.write('\n');
  }

  private String line(PublishedReading published) throws IOException {
    StringWriter line = new StringWriter(256);
    try (JsonGenerator json = JSON.createGenerator(line)) {
      Reading reading = published.reading();
      json.writeStartObject();
      json.writeStringField("device_id", reading.deviceId());
      json.writeStringField("timestamp", reading.key().timestamp());
      json.writeStringField("shard_id", published.shardId());
      json.writeStringField("sequence_number", published.sequenceNumber());
      json.writeArrayFieldStart("anomalies");
      for (Anomaly anomaly : detector.detect(reading)) {
        write(anomaly, json);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return line.toString();
  }

  private static void write(Anomaly anomaly, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("field", anomaly.measurement().field());
    json.writeNumberField("value", anomaly.value());
    json.writeNumberField("threshold", anomaly.threshold());
    json.writeStringField("direction", anomaly.direction().code());
    json.writeEndObject();
  }

  @Override
  public synchronized void close() throws IOException {
    file.close();
  }
}
