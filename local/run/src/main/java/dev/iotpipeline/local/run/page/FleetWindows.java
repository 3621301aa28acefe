package dev.iotpipeline.local.run.page;

import java.util.List;

/** Where the page learns what the whole fleet measures. */
public interface FleetWindows {

  /** Nobody gathers statistics. */
  FleetWindows NONE = List::of;

  /** The windows of the last quarter of an hour, the oldest first. Asked once a second. */
  List<FleetWindow> recent();
}
