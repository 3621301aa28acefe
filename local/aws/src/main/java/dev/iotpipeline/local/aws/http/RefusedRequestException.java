package dev.iotpipeline.local.aws.http;

/** A request that AWS would refuse, by the name and with the message that it would give. */
public final class RefusedRequestException extends RuntimeException {

  private final int status;
  private final String code;

  /** A refusal with the HTTP status that most have, 400. */
  public RefusedRequestException(String code, String message) {
    this(400, code, message);
  }

  /**
   * @param status the HTTP status of the answer
   * @param code the name of the refusal, such as {@code ResourceNotFoundException}
   * @param message what AWS says
   */
  public RefusedRequestException(int status, String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  /** The HTTP status of the answer. */
  public int status() {
    return status;
  }

  /** The name of the refusal, such as {@code ResourceNotFoundException}. */
  public String code() {
    return code;
  }

  /** What the refusal says. */
  public String message() {
    return String.valueOf(getMessage());
  }
}
