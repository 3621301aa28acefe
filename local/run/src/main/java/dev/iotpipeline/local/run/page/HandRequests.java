package dev.iotpipeline.local.run.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.iotpipeline.simulator.KinesisClients;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.ConflictResponse;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** Does to a run what the page is asked to do. Safe for use by any number of threads. */
final class HandRequests implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();

  /** Each breaks another rule of the data contract; %s is the device, as JSON. */
  private static final List<String> MALFORMED =
      List.of(
          "{\"device_id\":%s,\"timestamp\":\"2026-11-23T10:15:30Z\",\"temperature\":2",
          "{\"device_id\":%s,\"timestamp\":\"2026-11-23T10:15:30Z\",\"temperature\":\"hot\","
              + "\"humidity\":48.2,\"pressure\":1003.25}",
          "{\"device_id\":%s,\"timestamp\":\"2026-11-23T10:15:30Z\",\"temperature\":23.5,"
              + "\"humidity\":130,\"pressure\":1003.25}",
          "{\"device_id\":%s,\"timestamp\":\"yesterday\",\"temperature\":23.5,"
              + "\"humidity\":48.2,\"pressure\":1003.25}");

  private final Controls controls;
  private final Watch watch;
  private final KinesisClient producer;
  private final AtomicInteger malformed = new AtomicInteger();
  private volatile boolean ended;

  /**
   * @param kinesis where the stream takes records
   */
  HandRequests(Controls controls, Watch watch, URI kinesis) {
    this.controls = controls;
    this.watch = watch;
    this.producer = KinesisClients.create(kinesis);
  }

  /** From now on everything is refused, and the database is left alone. */
  void end() {
    ended = true;
    controls.faults().throttle(false);
  }

  /**
   * Does what a request asks for.
   *
   * @throws io.javalin.http.HttpResponseException if it asks for nothing that can be done
   */
  void handle(String body) {
    JsonNode request = parse(body);
    if (ended) {
      throw new ConflictResponse("the run has ended; start another one");
    }
    String action = request.path("action").asText();
    switch (action) {
      case "heat" -> controls.hand().heat(deviceOrSite(request), on(request));
      case "silence" -> controls.hand().silence(ofSimulator(device(request)), on(request));
      case "malformed" -> sendMalformed(device(request));
      case "throttle" -> controls.faults().throttle(on(request));
      case "kill" -> controls.outage().beginNow();
      default ->
          throw new BadRequestResponse(
              "action is '"
                  + action
                  + "'; it has to be heat, silence, malformed, throttle or kill");
    }
  }

  private static JsonNode parse(String body) {
    try {
      JsonNode request = JSON.readTree(body);
      if (request.isObject()) {
        return request;
      }
    } catch (JsonProcessingException e) {
      // Answered as everything that is no object.
    }
    throw new BadRequestResponse("the body is no JSON object; it has to be {\"action\":...}");
  }

  private static boolean on(JsonNode request) {
    JsonNode on = request.path("on");
    if (!on.isBoolean()) {
      String given = on.isMissingNode() ? "missing" : on.toString();
      throw new BadRequestResponse("on is " + given + "; it has to be true or false");
    }
    return on.booleanValue();
  }

  private String device(JsonNode request) {
    String target = request.path("target").asText();
    if (!watch.devices.isDevice(target)) {
      throw new BadRequestResponse("target is '" + target + "'; it has to be a device");
    }
    return target;
  }

  private String deviceOrSite(JsonNode request) {
    String target = request.path("target").asText();
    boolean isGiven = request.path("target").isTextual();
    if (!isGiven || !watch.devices.isDevice(target) && !watch.devices.isSite(target)) {
      throw new BadRequestResponse("target is '" + target + "'; it has to be a device or a site");
    }
    return ofSimulator(target);
  }

  private String ofSimulator(String target) {
    if (watch.facts.plan() == null) {
      throw new ConflictResponse("there is no simulator; leave out --no-simulator");
    }
    return target;
  }

  private void sendMalformed(String deviceId) {
    int next = Math.floorMod(malformed.getAndIncrement(), MALFORMED.size());
    String name = JSON.getNodeFactory().textNode(deviceId).toString();
    try {
      producer.putRecord(
          put ->
              put.streamName(controls.streamName())
                  .partitionKey(deviceId)
                  .data(SdkBytes.fromUtf8String(MALFORMED.get(next).formatted(name))));
    } catch (SdkException e) {
      throw new ConflictResponse("the stream does not take the record now; try again");
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
