package dev.iotpipeline.local.run.verdict;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * What makes a notice the one that it is.
 *
 * @param deviceId whom it is about
 * @param anomaly what is wrong, such as {@code temperature_above}
 * @param kind {@code raised}, {@code continuing} or {@code cleared}
 * @param time of the reading that led to it; for silence, when the device was heard before it
 */
record NoticeName(String deviceId, String anomaly, String kind, Instant time) {

  static final String SILENT = "silent";
  static final String RAISED = "raised";
  static final String CONTINUING = "continuing";
  static final String CLEARED = "cleared";

  boolean isOfSilence() {
    return anomaly.equals(SILENT);
  }

  /** As people read it. */
  String shown() {
    return deviceId + " " + anomaly + " " + kind + " " + time;
  }

  /**
   * All but the device, as a note holds it.
   *
   * @param message the number of the message that names it; any if none does
   */
  byte[] toBytes(long message) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(message);
      out.writeUTF(anomaly);
      out.writeUTF(kind);
      out.writeLong(time.getEpochSecond());
      out.writeInt(time.getNano());
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    return bytes.toByteArray();
  }

  static NoticeName of(String deviceId, byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      in.readLong();
      return new NoticeName(
          deviceId, in.readUTF(), in.readUTF(), Instant.ofEpochSecond(in.readLong(), in.readInt()));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory cannot fail", e);
    }
  }

  /** The number of the message that names it. */
  static long message(byte[] bytes) {
    return ByteBuffer.wrap(bytes).getLong();
  }
}
