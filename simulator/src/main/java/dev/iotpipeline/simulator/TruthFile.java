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
 * What a pipeline has to find. The file has one JSON line for each message that the stream took. A
 * line holds the anomalies that the reading has to raise, or the reason why the message has to be
 * rejected; and the kind of hostility, if any. The lines are in the order of the stream's answers.
 *
 * <p>Safe for use by any number of threads. Complete when it is closed.
 */
public final class TruthFile implements SimulationListener, AutoCloseable {

  private static final JsonFactory JSON = new JsonFactory();

  private final BufferedWriter file;
  private final AnomalyDetector detector;

  /**
   * Opens the file, and replaces what it held.
   *
   * @param thresholds the thresholds of the pipeline
   * @throws IOException if the file cannot be written
   */
  public TruthFile(Path file, Thresholds thresholds) throws IOException {
    this.detector = new AnomalyDetector(thresholds);
    this.file = Files.newBufferedWriter(file);
  }

  @Override
  public void published(PublishedMessage published) {
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

  private String line(PublishedMessage published) throws IOException {
    StringWriter line = new StringWriter(256);
    try (JsonGenerator json = JSON.createGenerator(line)) {
      DeviceMessage message = published.message();
      json.writeStartObject();
      json.writeStringField("device_id", message.deviceId());
      if (message.reading().isPresent()) {
        json.writeStringField("timestamp", message.reading().get().key().timestamp());
      }
      if (message.rejection().isPresent()) {
        json.writeStringField("rejection", message.rejection().get().code());
      }
      json.writeStringField("shard_id", published.shardId());
      json.writeStringField("sequence_number", published.sequenceNumber());
      if (message.reading().isPresent()) {
        writeAnomalies(message.reading().get(), json);
      }
      if (message.hostility().isPresent()) {
        json.writeStringField("hostile", message.hostility().get().code());
      }
      json.writeEndObject();
    }
    return line.toString();
  }

  private void writeAnomalies(Reading reading, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("anomalies");
    for (Anomaly anomaly : detector.detect(reading)) {
      anomaly.write(json);
    }
    json.writeEndArray();
  }

  @Override
  public synchronized void close() throws IOException {
    file.close();
  }
}
