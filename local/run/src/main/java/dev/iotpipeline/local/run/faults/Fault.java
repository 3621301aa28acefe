package dev.iotpipeline.local.run.faults;

import java.util.Locale;

/** What can go wrong with a call. */
public enum Fault {
  /** The service refuses the call because there are too many. */
  THROTTLED,
  /** The service fails with a 5xx and has done nothing. */
  SERVER_ERROR,
  /** The connection breaks before the service has heard of the call. */
  CONNECTION_RESET,
  /** The service has done what it should, and its answer does not come in time. */
  ANSWER_LOST,
  /** DynamoDB writes or reads half of a batch and returns the rest as unprocessed. */
  LEFTOVERS,
  /** The service takes the call twice, as asynchronous invocation may. */
  TAKEN_TWICE,
  /** The function's process ends just before the call. */
  KILLED_BEFORE,
  /** The function's process ends when the call has done its work. */
  KILLED_AFTER;

  /** Whether this can go wrong with that call. */
  public boolean canStrike(CallSite site) {
    return switch (this) {
      case LEFTOVERS -> site.canLeaveOver();
      case TAKEN_TWICE -> site == CallSite.INVOKE_ALERT;
      default -> true;
    };
  }

  /**
   * Whether nobody can know afterwards if people were notified: the notification is out and not
   * marked. To send at least once, the function has to send it again.
   */
  public boolean leavesNotificationInDoubt(CallSite site) {
    return leavesInDoubt(site, CallSite.NOTIFY, CallSite.MARK_NOTIFIED)
        || (site == CallSite.MARK_NOTICE && this == KILLED_BEFORE);
  }

  /** The same of the metric's value. */
  public boolean leavesCountInDoubt(CallSite site) {
    return leavesInDoubt(site, CallSite.COUNT, CallSite.MARK_COUNTED);
  }

  /** The same of the metrics of a window of the fleet's statistics. */
  public boolean leavesWindowInDoubt(CallSite site) {
    return leavesInDoubt(site, CallSite.COUNT_WINDOW, CallSite.MARK_WINDOW);
  }

  private boolean leavesInDoubt(CallSite site, CallSite send, CallSite mark) {
    return (site == send && (this == ANSWER_LOST || this == KILLED_AFTER))
        || (site == mark && this == KILLED_BEFORE);
  }

  /** The name in lower case, as reports have it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
