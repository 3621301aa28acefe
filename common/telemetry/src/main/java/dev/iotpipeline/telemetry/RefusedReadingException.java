package dev.iotpipeline.telemetry;

/**
 * Thrown where a reading would have come into being that breaks the data contract.
 *
 * <p>It has no stack trace: a flood of bad records is answered as fast as good ones, and {@link
 * #refusal()} says all there is to know.
 */
public final class RefusedReadingException extends IllegalArgumentException {

  private final transient Refusal refusal;

  RefusedReadingException(Refusal.Reason reason, String field, String detail) {
    super(detail);
    this.refusal = new Refusal(reason, field, detail);
  }

  /** What was wrong. */
  public Refusal refusal() {
    return refusal;
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
