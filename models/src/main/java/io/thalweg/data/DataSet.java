package io.thalweg.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Data sets that come in the IDX files of MNIST, gzipped or not, and are known by digests. */
public enum DataSet {
  /** Handwritten digits (LeCun, Cortes &amp; Burges). */
  MNIST(
      "MNIST",
      "SHA-256",
      "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
      "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
      "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
      "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
  /** Articles of clothing (Xiao, Rasul &amp; Vollgraf 2017, arXiv:1708.07747). */
  FASHION(
      "Fashion-MNIST",
      "MD5",
      "f4a8712d7a061bf5bd6d2ca38dc4d50a",
      "9018921c3c673c538a1fc5bad174d6f9",
      "8181f5470baa50b63fa0f6fddb340f0a",
      "15d484375f8d13e6eb1aabb0c3f46965");

  private final String title;
  private final String algorithm;
  private final String trainImages;
  private final String trainLabels;
  private final String testImages;
  private final String testLabels;

  DataSet(
      String title,
      String algorithm,
      String trainImages,
      String trainLabels,
      String testImages,
      String testLabels) {
    this.title = title;
    this.algorithm = algorithm;
    this.trainImages = trainImages;
    this.trainLabels = trainLabels;
    this.testImages = testImages;
    this.testLabels = testLabels;
  }

  /** Name of the data. */
  public String title() {
    return title;
  }

  /** Files of images to learn from, their labels, images for tests and their labels. */
  public List<DataFile> files() {
    return List.of(
        new DataFile("train-images-idx3-ubyte", algorithm, trainImages),
        new DataFile("train-labels-idx1-ubyte", algorithm, trainLabels),
        new DataFile("t10k-images-idx3-ubyte", algorithm, testImages),
        new DataFile("t10k-labels-idx1-ubyte", algorithm, testLabels));
  }

  /**
   * Reads the data set from a folder that holds its files of images; those of labels are read if
   * they are there. Pixels are drawn anew at each use, and no image is for validation.
   *
   * @throws DataException if a file of images is missing, or any is truncated, of another format or
   *     not the one of the data set
   */
  public ImageSet load(Path folder) {
    return load(title, files(), folder);
  }

  /**
   * Reads the data set from a folder that holds its files, with a rule for the pixels.
   *
   * <p>The fixed pixels of MNIST are those of Salakhutdinov and Murray if the folder has
   * {@linkplain BinarizedMnist their files}; if not, they are drawn from the grey images by seed 1.
   * The name of the set tells which.
   *
   * @throws DataException if files are missing, or one is truncated, of another format or not the
   *     one of the data set
   */
  public ImageSet load(Path folder, Pixels rule, Split split) {
    requireFolder(folder);
    if (this == MNIST && rule == Pixels.FIXED) {
      if (BinarizedMnist.isIn(folder)) {
        return BinarizedMnist.load(folder).with(rule, split);
      }
      if (images(files()).allMatch(file -> file.find(folder).isEmpty())) {
        throw new DataException(
            "the data folder %s has neither the fixed binarisation (%s) nor images to draw one from (%s)"
                .formatted(folder, BinarizedMnist.names(), names(images(files()))));
      }
    }
    return load(folder).with(rule, split);
  }

  /** Reads a set of four files, in the order of {@link #files}. */
  static ImageSet load(String title, List<DataFile> files, Path folder) {
    requireFolder(folder);
    requireFiles(folder, images(files).toList());
    IdxFormat.Square train = images(folder, files.get(0));
    IdxFormat.Square test = images(folder, files.get(2));
    int pixels = train.side() * train.side();
    GreyRows toLearn = new GreyRows(train.levels(), pixels, 255);
    GreyRows forTests = new GreyRows(test.levels(), pixels, 255);
    return ImageSet.of(
        new Source(
            title,
            train.side(),
            toLearn,
            forTests,
            labels(folder, files.get(1), toLearn.count()),
            labels(folder, files.get(3), forTests.count())));
  }

  private static Stream<DataFile> images(List<DataFile> files) {
    return Stream.of(files.get(0), files.get(2));
  }

  static void requireFolder(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new DataException("the data folder %s does not exist".formatted(folder));
    }
  }

  static void requireFiles(Path folder, List<DataFile> files) {
    String missing = names(files.stream().filter(file -> file.find(folder).isEmpty()));
    if (!missing.isEmpty()) {
      throw new DataException(
          "the data folder %s has no %s, gzipped or not".formatted(folder, missing));
    }
  }

  static String names(Stream<DataFile> files) {
    return files.map(DataFile::name).collect(Collectors.joining(", "));
  }

  private static IdxFormat.Square images(Path folder, DataFile known) {
    Path file = known.find(folder).orElseThrow();
    byte[] bytes = DataFile.unpack(file);
    IdxFormat.Square images = IdxFormat.images(file, bytes);
    known.check(file.toString(), bytes);
    return images;
  }

  private static byte @Nullable [] labels(Path folder, DataFile known, int images) {
    Optional<Path> file = known.find(folder);
    if (file.isEmpty()) {
      return null;
    }
    byte[] bytes = DataFile.unpack(file.get());
    byte[] labels = IdxFormat.labels(file.get(), bytes, images);
    known.check(file.get().toString(), bytes);
    return labels;
  }
}
