package io.thalweg.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads event files as TensorBoard does, with none of the code that writes them. */
final class TensorBoardReader {

  /**
   * An event.
   *
   * @param wallTime seconds since 1970
   * @param step 0 where the event has none
   * @param version of the file, or nothing
   * @param status of a session, 1 for its start, or 0
   * @param values by tag
   */
  record Event(
      double wallTime, long step, String version, long status, Map<String, Float> values) {}

  private TensorBoardReader() {}

  /** Reads a whole file; anything that is no record is an error. */
  static List<Event> read(Path file) {
    ByteBuffer in;
    try {
      in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<Event> events = new ArrayList<>();
    while (in.hasRemaining()) {
      byte[] length = take(in, 8);
      requireChecksum(length, in.getInt());
      byte[] data = take(in, (int) little(length).getLong());
      requireChecksum(data, in.getInt());
      events.add(event(little(data)));
    }
    return events;
  }

  private static void requireChecksum(byte[] data, int masked) {
    int unmasked = masked - 0xa282ead8;
    int checksum = unmasked >>> 17 | unmasked << 15;
    if (checksum != crc(data)) {
      throw new AssertionError("the checksum of %d bytes is wrong".formatted(data.length));
    }
  }

  /** CRC-32C, bit by bit. */
  static int crc(byte[] data) {
    int crc = -1;
    for (byte b : data) {
      crc ^= b & 255;
      for (int bit = 0; bit < 8; bit++) {
        crc = crc >>> 1 ^ (crc & 1) * 0x82f63b78;
      }
    }
    return ~crc;
  }

  private static Event event(ByteBuffer in) {
    double wallTime = 0;
    long step = 0;
    String version = "";
    long status = 0;
    Map<String, Float> values = new LinkedHashMap<>();
    while (in.hasRemaining()) {
      switch ((int) varint(in)) {
        case 0x09 -> wallTime = in.getDouble();
        case 0x10 -> step = varint(in);
        case 0x1a -> version = text(in);
        case 0x2a -> summary(message(in), values);
        case 0x3a -> status = status(message(in));
        default -> throw new AssertionError("an event has another field");
      }
    }
    return new Event(wallTime, step, version, status, values);
  }

  private static void summary(ByteBuffer in, Map<String, Float> values) {
    while (in.hasRemaining()) {
      require(in, 0x0a);
      ByteBuffer value = message(in);
      require(value, 0x0a);
      String tag = text(value);
      require(value, 0x15);
      values.put(tag, value.getFloat());
    }
  }

  private static long status(ByteBuffer in) {
    require(in, 0x08);
    return varint(in);
  }

  private static void require(ByteBuffer in, int tag) {
    if (varint(in) != tag) {
      throw new AssertionError("the field 0x%x is missing".formatted(tag));
    }
  }

  private static String text(ByteBuffer in) {
    return new String(take(in, (int) varint(in)), StandardCharsets.UTF_8);
  }

  private static ByteBuffer message(ByteBuffer in) {
    return little(take(in, (int) varint(in)));
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.get();
      value |= (next & 127L) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  private static byte[] take(ByteBuffer in, int count) {
    byte[] bytes = new byte[count];
    in.get(bytes);
    return bytes;
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
