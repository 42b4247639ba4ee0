package io.thalweg.data;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The fixed binarisation of MNIST that most papers on discrete latents train on: 50,000 images to
 * learn from, 10,000 for validation and 10,000 for tests.
 *
 * <p>Their order is not that of MNIST, and they have no labels. The bits come in three files,
 * gzipped or not, checked against the SHA-256 of the unpacked bytes:
 *
 * <pre>
 *   binarized_mnist_train.bits   binarized_mnist_valid.bits   binarized_mnist_test.bits
 *   98 bytes an image, row by row, 8 pixels a byte, the first of them its highest bit
 * </pre>
 *
 * <p>Source: Salakhutdinov &amp; Murray (2008), "On the quantitative analysis of deep belief
 * networks", ICML, doi:10.1145/1390156.1390266.
 */
public final class BinarizedMnist {

  private static final int SIDE = 28;
  private static final int BYTES = SIDE * SIDE / 8;
  private static final int TRAIN = 50_000;
  private static final int OTHERS = 10_000;

  private static final List<DataFile> FILES =
      List.of(
          new DataFile(
              "binarized_mnist_train.bits",
              "SHA-256",
              "727146c35424b019f3e350e1e69faa05644a0abaf787e3f4e1a9632220a13906"),
          new DataFile(
              "binarized_mnist_valid.bits",
              "SHA-256",
              "a256ac44ae26be720fad8616a05ed6ecfd1619930d9a208379bb2a4405df5b6d"),
          new DataFile(
              "binarized_mnist_test.bits",
              "SHA-256",
              "9fcd8da6f0fdf09b2ba30fe63a0bb784042a0de82563172530229b983e294ff2"));

  private BinarizedMnist() {}

  /** Whether a folder has any of the files. */
  static boolean isIn(Path folder) {
    return FILES.stream().anyMatch(file -> file.find(folder).isPresent());
  }

  /** Names of the files. */
  static String names() {
    return DataSet.names(FILES.stream());
  }

  /**
   * Reads the files from a folder; the images for validation are held back.
   *
   * @throws DataException if a file is missing, truncated or not the one of the data set
   */
  public static ImageSet load(Path folder) {
    return load(FILES, folder);
  }

  static ImageSet load(List<DataFile> files, Path folder) {
    DataSet.requireFolder(folder);
    DataSet.requireFiles(folder, files);
    byte[] train = Arrays.copyOf(read(folder, files.get(0), TRAIN), (TRAIN + OTHERS) * BYTES);
    byte[] validation = read(folder, files.get(1), OTHERS);
    System.arraycopy(validation, 0, train, TRAIN * BYTES, validation.length);
    Source source =
        new Source(
            "MNIST, fixed binarisation of Salakhutdinov and Murray",
            SIDE,
            new BitRows(train, SIDE * SIDE),
            new BitRows(read(folder, files.get(2), OTHERS), SIDE * SIDE),
            null,
            null);
    return ImageSet.of(source).with(Pixels.FIXED, Split.LAST);
  }

  private static byte[] read(Path folder, DataFile known, int images) {
    Path file = known.find(folder).orElseThrow();
    byte[] bytes = DataFile.unpack(file);
    if (bytes.length != images * BYTES) {
      throw new DataException(
          "%s is %s: %d images of %d x %d bits take %d bytes, it has %d"
              .formatted(
                  file,
                  bytes.length < images * BYTES ? "truncated" : "too long",
                  images,
                  SIDE,
                  SIDE,
                  images * BYTES,
                  bytes.length));
    }
    known.check(file.toString(), bytes);
    return bytes;
  }
}
