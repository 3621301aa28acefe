package dev.iotpipeline.local.run.faults;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.iotpipeline.local.aws.lambda.InstanceLost;
import dev.iotpipeline.local.run.verdict.AnomalyValues;
import dev.iotpipeline.local.run.verdict.InDoubt;
import dev.iotpipeline.local.run.verdict.Scorekeeper;
import java.io.ByteArrayInputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;

/**
 * Stands between the functions and their clients and makes calls go wrong as a plan says. Safe for
 * use by any number of threads.
 */
public final class FaultInjector {

  private final FaultPlan plan;
  private final CallSite.Tables tables;
  private final Scorekeeper scorekeeper;
  private final Map<String, Long> counts = new TreeMap<>();
  private long notificationsInDoubt;
  private long metricValuesInDoubt;
  private long anomaliesInDoubt;
  private long windowsInDoubt;

  /**
   * @param scorekeeper is told of sends that are left without their mark
   */
  public FaultInjector(FaultPlan plan, CallSite.Tables tables, Scorekeeper scorekeeper) {
    this.plan = plan;
    this.tables = tables;
    this.scorekeeper = scorekeeper;
  }

  /** For a new instance of a function. */
  public Instance newInstance() {
    return new Instance();
  }

  /** How often each fault has struck, by its {@linkplain Fault#code() code}. */
  public synchronized Map<String, Long> counts() {
    return new TreeMap<>(counts);
  }

  /**
   * How many sends these faults have left without their mark.
   *
   * @param countsAnomalies whether a value of the metric that was put once more counts as its
   *     anomalies, and not as one value
   */
  public synchronized InDoubt inDoubt(boolean countsAnomalies) {
    return new InDoubt(
        notificationsInDoubt, countsAnomalies ? anomaliesInDoubt : metricValuesInDoubt);
  }

  /** How many windows of the fleet's statistics may therefore be in their metrics once more. */
  public synchronized long windowsInDoubt() {
    return windowsInDoubt;
  }

  private synchronized void count(Fault fault, CallSite site, Instance instance) {
    counts.merge(fault.code(), 1L, Long::sum);
    if (fault.leavesNotificationInDoubt(site)) {
      doubtNotification(instance);
    }
    if (fault.leavesWindowInDoubt(site)) {
      windowsInDoubt++;
    }
    if (fault.leavesCountInDoubt(site)) {
      doubtCount(instance);
    }
  }

  private void doubtNotification(Instance instance) {
    instance.notificationDoubted = true;
    notificationsInDoubt++;
    scorekeeper.notificationInDoubt(instance.payload);
  }

  private void doubtCount(Instance instance) {
    instance.countDoubted = true;
    metricValuesInDoubt++;
    anomaliesInDoubt += instance.anomalies.values().stream().mapToLong(count -> count).sum();
    scorekeeper.countInDoubt(instance.payload, instance.anomalies);
  }

  /** A method that builds the request, or asks for page after page, and makes the real call. */
  private static boolean isShorthand(Method method, Object @Nullable [] arguments) {
    return method.isDefault()
        && arguments != null
        && arguments.length == 1
        && (arguments[0] instanceof Consumer || method.getName().endsWith("Paginator"));
  }

  /** One instance of a function: when its process is killed, none of its calls gets through. */
  public final class Instance {

    /** The one event that this instance is handling, on whichever of its threads. */
    private volatile String event = "";

    /** What the event holds; the last one's while there is none. */
    private volatile byte[] payload = {};

    private volatile boolean killed;

    /** What the last call counted, or was to count: its marks follow it. */
    private volatile Map<String, Long> anomalies = Map.of();

    /** Whether this instance has left a send in doubt; one that died does so once. */
    private boolean notificationDoubted;

    private boolean countDoubted;

    private Instance() {}

    /** A client that passes each call to the given one, unless the plan has a fault for it. */
    public <T extends SdkClient> T around(Class<T> api, T client) {
      Object proxy =
          Proxy.newProxyInstance(
              api.getClassLoader(),
              new Class<?>[] {api},
              (self, method, arguments) ->
                  isShorthand(method, arguments)
                      ? InvocationHandler.invokeDefault(self, method, arguments)
                      : call(client, method, arguments));
      return api.cast(proxy);
    }

    /** The same handler; while it works, the plan is told its event. */
    public RequestStreamHandler telling(RequestStreamHandler handler) {
      return (input, output, context) -> {
        payload = input.readAllBytes();
        event = context.getAwsRequestId();
        try {
          handler.handleRequest(new ByteArrayInputStream(payload), output, context);
        } finally {
          event = "";
        }
      };
    }

    /** The payload of the event that the handler works on. */
    public byte[] payload() {
      return payload;
    }

    private Object call(SdkClient client, Method method, Object[] arguments) throws Throwable {
      Optional<CallSite> site =
          arguments == null || arguments.length == 0
              ? Optional.empty()
              : CallSite.of(arguments[0], tables);
      if (site.isEmpty()) {
        return through(client, method, arguments);
      }
      if (killed) {
        unmarked(site.get());
        throw new InstanceLost("killed");
      }
      if (site.get() == CallSite.COUNT && arguments[0] instanceof PutMetricDataRequest put) {
        anomalies = AnomalyValues.of(put);
      }
      Optional<Fault> fault = plan.next(site.get(), event).filter(any -> any.canStrike(site.get()));
      if (fault.isEmpty()) {
        return through(client, method, arguments);
      }
      count(fault.get(), site.get(), this);
      return struck(fault.get(), site.get(), client, method, arguments);
    }

    private Object struck(
        Fault fault, CallSite site, SdkClient client, Method method, Object[] arguments)
        throws Throwable {
      return switch (fault) {
        case THROTTLED -> throw ServiceFaults.throttled(client);
        case SERVER_ERROR -> throw ServiceFaults.serverError(client);
        case CONNECTION_RESET -> throw ServiceFaults.connectionReset();
        case ANSWER_LOST -> {
          through(client, method, arguments);
          throw ServiceFaults.timeout();
        }
        case LEFTOVERS -> ServiceFaults.halfOf(arguments[0], half -> through(client, method, half));
        case TAKEN_TWICE -> {
          through(client, method, arguments);
          yield through(client, method, arguments);
        }
        case KILLED_BEFORE -> throw kill("before " + site);
        case KILLED_AFTER -> {
          through(client, method, arguments);
          throw kill("after " + site);
        }
      };
    }

    /** One of many marks: those that were to be written beside the one that met the fault. */
    private void unmarked(CallSite site) {
      synchronized (FaultInjector.this) {
        if (site == CallSite.MARK_NOTICE && !notificationDoubted) {
          doubtNotification(this);
        }
        if (site == CallSite.MARK_COUNTED && !countDoubted) {
          doubtCount(this);
        }
      }
    }

    private InstanceLost kill(String when) {
      killed = true;
      return new InstanceLost(when);
    }
  }

  private static Object through(SdkClient client, Method method, Object... arguments)
      throws Throwable {
    try {
      return method.invoke(client, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
