package dev.iotpipeline.local.run.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What a browser knows of a run from its events, put together as the page does it. */
final class PageEvents {

  final HttpResponse<Stream<String>> response;
  private final Iterator<String> lines;

  /** The data of the last event. */
  JsonNode last;

  /** The name of the last event. */
  String name;

  /** Each device's state and temperature, by its place. */
  final Map<Integer, String> devices = new HashMap<>();

  final List<String> newDevices = new ArrayList<>();
  final List<JsonNode> series = new ArrayList<>();
  final List<JsonNode> windows = new ArrayList<>();
  final List<JsonNode> alerts = new ArrayList<>();
  int alertsOmitted;

  PageEvents(HttpResponse<Stream<String>> response) throws JsonProcessingException {
    this.response = response;
    this.lines = response.body().iterator();
    next();
  }

  /** Waits for the next event. */
  void next() throws JsonProcessingException {
    name = lines.next().substring("event: ".length());
    last = ServedRun.JSON.readTree(lines.next().substring("data: ".length()));
    lines.next();
    last.path("devices")
        .forEach(row -> devices.put(row.get(0).asInt(), row.get(1).asText() + " " + row.get(2)));
    last.path("new_devices").forEach(id -> newDevices.add(id.asText()));
    JsonNode points = last.path("series");
    if (points.isArray()) {
      points.forEach(series::add);
    } else {
      series.add(points);
    }
    last.path("fleet").forEach(windows::add);
    last.path("alerts").forEach(alerts::add);
    alertsOmitted += last.path("alerts_omitted").asInt();
  }

  /** Waits for an event after which this holds. */
  PageEvents until(Predicate<PageEvents> holds) throws JsonProcessingException {
    while (!holds.test(this)) {
      next();
    }
    return this;
  }
}
