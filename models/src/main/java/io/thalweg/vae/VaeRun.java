package io.thalweg.vae;

import io.thalweg.estimator.Recipe;
import io.thalweg.support.Numbers;
import io.thalweg.support.Streams;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;

/**
 * One model trained with one estimator, and what is measured on the way.
 *
 * <p>Minibatches depend on the seed and the step alone, so that runs with different estimators see
 * the same images in the same order. All randomness is derived from seed and step.
 */
public final class VaeRun {

  private static final int CURVE_IMAGES = 300;
  private static final int CURVE_DRAWS = 10;
  private static final int VARIANCE_IMAGES = 20;

  /**
   * What is trained and how.
   *
   * @param shape of encoder and decoder
   * @param latents Bernoulli variables
   * @param batch images of a minibatch
   * @param rate the learning rate of Adam
   * @param surrogateRate that of surrogates, scales and temperatures
   */
  public record Options(
      BernoulliVae.Shape shape, int latents, int batch, double rate, double surrogateRate) {

    /** Two hidden layers each way, 200 latents, batches of 100, rate 1e-3 for everything. */
    public static Options defaults() {
      return new Options(BernoulliVae.Shape.NONLINEAR, 200, 100, 1e-3, 1e-3);
    }
  }

  /**
   * A measurement during training.
   *
   * @param step after so many steps
   * @param seconds spent on training so far, measurements not counted
   * @param train ELBO of training images, in nats, from true discrete draws
   * @param test ELBO of test images
   * @param variance of the gradient in the logits of one image, summed over them
   */
  public record Point(int step, double seconds, double train, double test, double variance) {}

  private final String estimatorId;
  private final long seed;
  private final Images images;
  private final Options options;
  private final BernoulliVae model;
  private final VaeTrainer trainer;
  private final VaeEvaluator evaluator;
  private final double[] trainProbe;
  private final double[] testProbe;
  private final List<Point> points = new ArrayList<>();
  private int steps;
  private double seconds;

  /** A fresh model. */
  public VaeRun(Recipe<?, ?> recipe, Images images, Options options, long seed) {
    this.estimatorId = recipe.id();
    this.seed = seed;
    this.images = images;
    this.options = options;
    this.model =
        new BernoulliVae(images.pixels(), options.latents(), options.shape(), stream("weights"));
    this.trainer =
        VaeTrainer.of(model, recipe, options.rate(), options.surrogateRate(), stream("surrogate"));
    this.evaluator = new VaeEvaluator(model);
    this.trainProbe = images.binaryTrain(0, trainImages(), stream("train probe"));
    this.testProbe = images.binaryTest(0, testImages(), stream("test probe"));
  }

  /** The estimator's name. */
  public String estimatorId() {
    return estimatorId;
  }

  /** The seed of everything random in the run. */
  public long seed() {
    return seed;
  }

  /** Steps made so far. */
  public int steps() {
    return steps;
  }

  /** Seconds spent on training so far. */
  public double seconds() {
    return seconds;
  }

  /** What was measured so far. */
  public List<Point> points() {
    return List.copyOf(points);
  }

  /** The model as it is. */
  public BernoulliVae model() {
    return model;
  }

  /** Makes one step of training. */
  public void step() {
    double[] batch = images.batch(options.batch(), stream("batch " + steps));
    SplittableRandom noise = stream("noise " + steps);
    long start = System.nanoTime();
    trainer.step(batch, options.batch(), noise);
    seconds += (System.nanoTime() - start) / 1e9;
    steps++;
  }

  /** Measures the model and the gradient as they are, and keeps the point. */
  public Point measure() {
    SplittableRandom random = stream("measure " + steps);
    double train = evaluator.evaluate(trainProbe, trainImages(), CURVE_DRAWS, random).elbo();
    double test = evaluator.evaluate(testProbe, testImages(), CURVE_DRAWS, random).elbo();
    double[] batch = images.batch(VARIANCE_IMAGES, stream("variance batch"));
    double variance = trainer.gradientVariance(batch, VARIANCE_IMAGES, 10, random);
    Point point = new Point(steps, seconds, train, test, variance);
    points.add(point);
    return point;
  }

  /** Both bounds over all test images, with so many draws for each. */
  public VaeEvaluator.Bounds bounds(int draws) {
    double[] all = images.binaryTest(0, images.test().length, stream("test"));
    return evaluator.evaluate(all, images.test().length, draws, stream("bound"));
  }

  /**
   * Writes everything that {@link #load} needs to go on as if there had been no interruption.
   *
   * @throws IOException if the file cannot be written; one that was there before is then kept
   */
  public void save(Path file) throws IOException {
    CRC32 checksum = new CRC32();
    Path whole = file.resolveSibling(file.getFileName() + ".part");
    try (OutputStream raw = new BufferedOutputStream(Files.newOutputStream(whole));
        DataOutputStream out = new DataOutputStream(new CheckedOutputStream(raw, checksum))) {
      out.writeUTF(fingerprint());
      out.writeInt(steps);
      out.writeDouble(seconds);
      out.writeInt(points.size());
      for (Point point : points) {
        out.writeInt(point.step());
        Numbers.write(
            out, new double[] {point.seconds(), point.train(), point.test(), point.variance()});
      }
      trainer.save(out);
      out.writeLong(checksum.getValue());
    }
    Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Goes on where {@link #save} left off.
   *
   * @return false, with nothing changed, if the file is that of a run with other options
   * @throws IOException if the file cannot be read or is damaged; nothing is changed then
   */
  public boolean load(Path file) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(checked(file)));
    if (!in.readUTF().equals(fingerprint())) {
      return false;
    }
    int savedSteps = in.readInt();
    double savedSeconds = in.readDouble();
    List<Point> savedPoints = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      int step = in.readInt();
      double[] numbers = new double[4];
      Numbers.read(in, numbers);
      savedPoints.add(new Point(step, numbers[0], numbers[1], numbers[2], numbers[3]));
    }
    trainer.load(in);
    steps = savedSteps;
    seconds = savedSeconds;
    points.clear();
    points.addAll(savedPoints);
    return true;
  }

  /** What stands in the file before its checksum. */
  private static byte[] checked(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    int length = bytes.capacity() - Long.BYTES;
    CRC32 checksum = new CRC32();
    if (length >= 0) {
      checksum.update(bytes.array(), 0, length);
    }
    if (length < 0 || checksum.getValue() != bytes.getLong(length)) {
      throw new IOException("it is truncated or damaged");
    }
    return Arrays.copyOf(bytes.array(), length);
  }

  private String fingerprint() {
    return "thalweg run 2: %s, seed %d, %s, %s"
        .formatted(estimatorId, seed, images.name(), options);
  }

  private int trainImages() {
    return Math.min(CURVE_IMAGES, images.train().length);
  }

  private int testImages() {
    return Math.min(CURVE_IMAGES, images.test().length);
  }

  private SplittableRandom stream(String name) {
    return Streams.named(seed, name);
  }
}
