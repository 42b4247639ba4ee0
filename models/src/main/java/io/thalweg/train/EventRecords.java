package io.thalweg.train;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Records of the event files that TensorBoard reads.
 *
 * <pre>
 *   record: length (8 bytes), masked checksum of the length (4), data, masked checksum of the data
 *   masked checksum: CRC-32C rotated right by 15 bits, plus 0xa282ead8; all little-endian
 *   data: an Event in the format of Protocol Buffers, with the fields
 *     1 wall_time (double), 2 step (int64), 3 file_version (string), 5 summary, 7 session_log
 *     summary: 1 value, repeated: 1 tag (string), 2 simple_value (float);  session_log: 1 status
 * </pre>
 *
 * <p>Source: event.proto, summary.proto and the record format of TensorFlow.
 */
final class EventRecords {

  private static final int HEADER = Long.BYTES + Integer.BYTES;
  private static final int AROUND = HEADER + Integer.BYTES;
  private static final int MASK = 0xa282ead8;
  private static final int START = 1;

  // Types of Protocol Buffers on the wire.
  private static final int VARINT = 0;
  private static final int EIGHT_BYTES = 1;
  private static final int BYTES = 2;
  private static final int FOUR_BYTES = 5;

  /** The wall time comes first in all events, and then the step where there is one. */
  private static final int STEP_TAG_AT = 1 + Double.BYTES;

  private EventRecords() {}

  /** The record that a file begins with. */
  static byte[] version(double wallTime) {
    Message event = new Message().put(1, wallTime).put(3, "brain.Event:2");
    return record(event.bytes());
  }

  /** The record that says: what other files hold from this step on was superseded. */
  static byte[] restart(double wallTime, long step) {
    Message status = new Message().put(1, START);
    return record(new Message().put(1, wallTime).put(2, step).put(7, status.bytes()).bytes());
  }

  /** The record of what was measured at a step. */
  static byte[] scalars(double wallTime, long step, Map<String, Double> values) {
    Message summary = new Message();
    values.forEach(
        (tag, value) ->
            summary.put(1, new Message().put(1, tag).put(2, value.floatValue()).bytes()));
    return record(new Message().put(1, wallTime).put(2, step).put(5, summary.bytes()).bytes());
  }

  /**
   * The beginning of a file.
   *
   * @param length in bytes
   * @param step the last of its steps; -1 if it has none
   */
  record Beginning(int length, long step) {}

  /** Finds the whole records that a file begins with, until one of a later step than the last. */
  static Beginning until(long last, byte[] file) {
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int at = 0;
    long latest = -1;
    while (isWhole(file, in, at)) {
      int length = (int) in.getLong(at);
      long step = step(in, at + HEADER, length);
      if (step > last) {
        break;
      }
      latest = Math.max(latest, step);
      at += AROUND + length;
    }
    return new Beginning(at, latest);
  }

  private static boolean isWhole(byte[] file, ByteBuffer in, int at) {
    int left = file.length - at;
    if (left < AROUND || in.getInt(at + Long.BYTES) != checksum(file, at, Long.BYTES)) {
      return false;
    }
    long length = in.getLong(at);
    return length >= 0
        && length <= left - AROUND
        && in.getInt(at + HEADER + (int) length) == checksum(file, at + HEADER, (int) length);
  }

  /** The step of an event, and -1 for those of no summary. */
  private static long step(ByteBuffer in, int at, int length) {
    int end = at + length;
    int byteAt = at + STEP_TAG_AT;
    if (byteAt >= end || in.get(byteAt) != tag(2, VARINT)) {
      return -1;
    }
    long step = 0;
    int shift = 0;
    byte next;
    do {
      byteAt++;
      next = in.get(byteAt);
      step |= (long) (next & 127) << shift;
      shift += 7;
    } while (next < 0);
    return byteAt + 1 < end && in.get(byteAt + 1) == tag(5, BYTES) ? step : -1;
  }

  private static byte[] record(byte[] data) {
    byte[] record = new byte[AROUND + data.length];
    ByteBuffer out = ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
    out.putLong(data.length).putInt(checksum(record, 0, Long.BYTES));
    out.put(data).putInt(checksum(data, 0, data.length));
    return record;
  }

  private static int checksum(byte[] bytes, int from, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, from, length);
    return Integer.rotateRight((int) checksum.getValue(), 15) + MASK;
  }

  private static int tag(int field, int type) {
    return field << 3 | type;
  }

  /** A message in the format of Protocol Buffers. */
  private static final class Message {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Message put(int field, double value) {
      out.write(tag(field, EIGHT_BYTES));
      return fixed(Double.doubleToRawLongBits(value), Double.BYTES);
    }

    Message put(int field, float value) {
      out.write(tag(field, FOUR_BYTES));
      return fixed(Float.floatToRawIntBits(value), Float.BYTES);
    }

    Message put(int field, long value) {
      out.write(tag(field, VARINT));
      return varint(value);
    }

    Message put(int field, String value) {
      return put(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Message put(int field, byte[] value) {
      out.write(tag(field, BYTES));
      varint(value.length);
      out.writeBytes(value);
      return this;
    }

    private Message fixed(long bits, int bytes) {
      for (int i = 0; i < bytes; i++) {
        out.write((int) (bits >>> (8 * i)));
      }
      return this;
    }

    /** Seven bits a byte, lowest first; the highest bit of a byte says that more follow. */
    private Message varint(long value) {
      long rest = value;
      while ((rest & ~127L) != 0) {
        out.write((int) (rest & 127) | 128);
        rest >>>= 7;
      }
      out.write((int) rest);
      return this;
    }

    byte[] bytes() {
      return out.toByteArray();
    }
  }
}
