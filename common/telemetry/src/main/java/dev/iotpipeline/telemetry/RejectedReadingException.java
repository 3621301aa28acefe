package dev.iotpipeline.telemetry;

/**
 * Thrown where a reading would have come into being that breaks the data contract.
 *
 * <p>It has no stack trace: a flood of bad records is answered as fast as good ones, and {@link
 * #rejection()} says all there is to know.
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
