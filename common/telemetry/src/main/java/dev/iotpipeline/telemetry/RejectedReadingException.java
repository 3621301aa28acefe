package dev.iotpipeline.telemetry;

/**
 * Thrown in place of a reading that would break the data contract.
 *
 * <p>It has no stack trace, so that to reject a record takes no longer than to accept one. {@link
 * #rejection()} says what is wrong.
 */
public final class RejectedReadingException extends IllegalArgumentException {

  private final transient Rejection rejection;

  RejectedReadingException(Rejection.Reason reason, String field, String detail) {
    super(detail);
    this.rejection = new Rejection(reason, field, detail);
  }

  /** What was wrong. */
  public Rejection rejection() {
    return rejection;
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
