package dev.iotpipeline.local.aws.testing;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkRequest;

/**
 * Puts faults between a program and any client of the SDK, as a test orders them. An order is for
 * one type of request, and perhaps for some requests of that type, and for a number of calls. The
 * oldest order that fits a call decides on it; a call that fits none goes through.
 *
 * <pre>{@code
 * FaultyClient<DynamoDbClient> faulty = new FaultyClient<>(DynamoDbClient.class, table);
 * faulty.next(2, UpdateItemRequest.class, Fault.error(AwsErrors::dynamoDbThrottling));
 * program(faulty.client());
 * }</pre>
 *
 * <p>Requests are the only calls it sees. The SDK's short forms that take a lambda become such a
 * request here; paginators and waiters make requests of their own. Any thread may call.
 *
 * @param <C> the client's interface
 */
public final class FaultyClient<C extends SdkClient> {

  private final C real;
  private final C client;
  private final List<Order<?>> orders = new ArrayList<>();
  private final Map<Class<?>, List<Object>> requests = new HashMap<>();

  /**
   * @param api the client's interface
   * @param real the client that does what no fault prevents; a stand-in's, as a rule
   */
  public FaultyClient(Class<C> api, C real) {
    this.real = real;
    this.client =
        api.cast(
            Proxy.newProxyInstance(
                api.getClassLoader(),
                new Class<?>[] {api},
                (self, method, arguments) -> call(self, method, arguments)));
  }

  /** What the program under test has to use. */
  public C client() {
    return client;
  }

  /** The next calls with such a request meet the fault. */
  public <R extends SdkRequest> void next(int calls, Class<R> request, Fault<R> fault) {
    next(calls, request, any -> true, fault);
  }

  /** The next calls with a request that fits meet the fault. */
  public synchronized <R extends SdkRequest> void next(
      int calls, Class<R> request, Predicate<? super R> which, Fault<R> fault) {
    orders.add(new Order<>(calls, request, which, fault));
  }

  /** Every call with a request that fits meets the fault, until {@link #clear}. */
  public <R extends SdkRequest> void always(
      Class<R> request, Predicate<? super R> which, Fault<R> fault) {
    next(Integer.MAX_VALUE, request, which, fault);
  }

  /** Takes back all orders. */
  public synchronized void clear() {
    orders.clear();
  }

  /** The requests of one type so far, those with a fault included, in order. */
  public synchronized <R extends SdkRequest> List<R> requests(Class<R> type) {
    return requests.getOrDefault(type, List.of()).stream().map(type::cast).toList();
  }

  private Object call(Object self, Method method, Object[] arguments) throws Throwable {
    if (arguments == null || arguments.length != 1) {
      return reallyCall(method, arguments);
    }
    if (arguments[0] instanceof SdkRequest request) {
      Fault<SdkRequest> fault = faultOf(request);
      return fault.answer(request, with -> reallyCall(method, new Object[] {with}));
    }
    // The form with a lambda, or a paginator, of the interface itself: it ends in our own client.
    return method.isDefault()
        ? InvocationHandler.invokeDefault(self, method, arguments)
        : reallyCall(method, arguments);
  }

  private synchronized Fault<SdkRequest> faultOf(SdkRequest request) {
    requests.computeIfAbsent(request.getClass(), first -> new ArrayList<>()).add(request);
    for (Iterator<Order<?>> each = orders.iterator(); each.hasNext(); ) {
      Order<?> order = each.next();
      if (order.fits(request)) {
        if (--order.left == 0) {
          each.remove();
        }
        return order::answer;
      }
    }
    return Fault.none();
  }

  private Object reallyCall(Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static final class Order<R extends SdkRequest> {
    private final Class<R> type;
    private final Predicate<? super R> which;
    private final Fault<R> fault;
    private int left;

    private Order(int calls, Class<R> type, Predicate<? super R> which, Fault<R> fault) {
      if (calls < 1) {
        throw new IllegalArgumentException("a fault for " + calls + " calls is none");
      }
      this.left = calls;
      this.type = type;
      this.which = which;
      this.fault = fault;
    }

    private boolean fits(SdkRequest request) {
      return type.isInstance(request) && which.test(type.cast(request));
    }

    private Object answer(SdkRequest request, Fault.Call<SdkRequest> call) throws Throwable {
      return fault.answer(type.cast(request), call::with);
    }
  }
}
