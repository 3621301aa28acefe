package dev.iotpipeline.local.run.faults;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.iotpipeline.local.aws.lambda.InstanceLost;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkClient;

/**
 * Stands between the functions and their clients and makes calls go wrong as a plan says. Safe for
 * use by any number of threads.
 */
public final class FaultInjector {

  private final FaultPlan plan;
  private final String quarantine;
  private final Map<String, Long> counts = new TreeMap<>();
  private long notificationsInDoubt;
  private long countsInDoubt;

  /**
   * @param quarantine the name of its table, which tells its writes from those of readings
   */
  public FaultInjector(FaultPlan plan, String quarantine) {
    this.plan = plan;
    this.quarantine = quarantine;
  }

  /** For a new instance of a function. */
  public Instance newInstance() {
    return new Instance();
  }

  /** How often each fault has struck, by its {@linkplain Fault#code() code}. */
  public synchronized Map<String, Long> counts() {
    return new TreeMap<>(counts);
  }

  /** How many notifications may therefore have been sent once more. */
  public synchronized long notificationsInDoubt() {
    return notificationsInDoubt;
  }

  /** How many values of the metric may therefore have been put once more. */
  public synchronized long countsInDoubt() {
    return countsInDoubt;
  }

  private Optional<Fault> next(CallSite site, String event) {
    Optional<Fault> fault = plan.next(site, event).filter(any -> any.canStrike(site));
    fault.ifPresent(any -> count(any, site));
    return fault;
  }

  private synchronized void count(Fault fault, CallSite site) {
    counts.merge(fault.code(), 1L, Long::sum);
    notificationsInDoubt += fault.leavesNotificationInDoubt(site) ? 1 : 0;
    countsInDoubt += fault.leavesCountInDoubt(site) ? 1 : 0;
  }

  /** One instance of a function: when its process is killed, none of its calls gets through. */
  public final class Instance {

    private final ThreadLocal<String> event = ThreadLocal.withInitial(() -> "");
    private volatile boolean killed;

    private Instance() {}

    /** A client that passes each call to the given one, unless the plan has a fault for it. */
    public <T extends SdkClient> T around(Class<T> api, T client) {
      Object proxy =
          Proxy.newProxyInstance(
              api.getClassLoader(),
              new Class<?>[] {api},
              (self, method, arguments) -> call(client, method, arguments));
      return api.cast(proxy);
    }

    /** The same handler; while it works, the plan is told its event. */
    public RequestStreamHandler telling(RequestStreamHandler handler) {
      return (input, output, context) -> {
        event.set(context.getAwsRequestId());
        try {
          handler.handleRequest(input, output, context);
        } finally {
          event.remove();
        }
      };
    }

    private Object call(SdkClient client, Method method, Object[] arguments) throws Throwable {
      Optional<CallSite> site =
          arguments == null || arguments.length == 0
              ? Optional.empty()
              : CallSite.of(arguments[0], quarantine);
      if (site.isEmpty()) {
        return through(client, method, arguments);
      }
      if (killed) {
        throw new InstanceLost("killed");
      }
      Optional<Fault> fault = next(site.get(), event.get());
      if (fault.isEmpty()) {
        return through(client, method, arguments);
      }
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
