package io.thalweg.data;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The IDX format of MNIST.
 *
 * <pre>
 *   images: magic 2051, number of images, rows, columns (each 4 bytes, big-endian), a byte a pixel
 *   labels: magic 2049, number of labels, a byte a label
 * </pre>
 */
final class IdxFormat {

  private static final int IMAGES = 2051;
  private static final int LABELS = 2049;

  private IdxFormat() {}

  /**
   * Square images.
   *
   * @param side pixels along one side
   * @param levels [images x pixels], unsigned
   */
  record Square(int side, byte[] levels) {}

  /**
   * Reads the images of a file.
   *
   * @throws DataException if the file is truncated, of another format or its images are not square
   */
  static Square images(Path file, byte[] bytes) {
    int[] sizes = header(file, bytes, "images", IMAGES, 3);
    int count = sizes[0];
    int rows = sizes[1];
    int columns = sizes[2];
    if (count < 1 || rows < 1 || rows != columns) {
      throw new DataException(
          "%s holds %d images of %d x %d pixels; %s"
              .formatted(
                  file,
                  count,
                  rows,
                  columns,
                  count < 1 || rows < 1 ? "there must be some" : "they must be square"));
    }
    String what = "%d images of %d x %d pixels".formatted(count, rows, columns);
    return new Square(rows, content(file, bytes, what, 16, (long) count * rows * columns));
  }

  /**
   * Reads the labels of a file.
   *
   * @throws DataException if the file is truncated, of another format or of another number
   */
  static byte[] labels(Path file, byte[] bytes, int images) {
    int count = header(file, bytes, "labels", LABELS, 1)[0];
    if (count != images) {
      throw new DataException("%s holds %d labels of %d images".formatted(file, count, images));
    }
    return content(file, bytes, count + " labels", 8, count);
  }

  private static int[] header(Path file, byte[] bytes, String what, int magic, int sizes) {
    ByteBuffer header = ByteBuffer.wrap(bytes);
    if (bytes.length >= 4 && header.getInt() != magic) {
      throw new DataException(
          "%s is no IDX file of %s: it starts with %d, not %d"
              .formatted(file, what, header.getInt(0), magic));
    }
    if (bytes.length < 4 * (1 + sizes)) {
      throw new DataException("%s is truncated: it ends within its header".formatted(file));
    }
    int[] numbers = new int[sizes];
    Arrays.setAll(numbers, i -> header.getInt());
    return numbers;
  }

  private static byte[] content(Path file, byte[] bytes, String what, int header, long size) {
    long expected = header + size;
    if (bytes.length != expected) {
      throw new DataException(
          "%s is %s: %s take %d bytes, it has %d"
              .formatted(
                  file,
                  bytes.length < expected ? "truncated" : "too long",
                  what,
                  expected,
                  bytes.length));
    }
    return Arrays.copyOfRange(bytes, header, bytes.length);
  }
}
