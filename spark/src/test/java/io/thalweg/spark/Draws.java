package io.thalweg.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.estimator.coupling.DisArm;
import io.thalweg.support.Streams;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.spark.api.java.JavaSparkContext;

/** A problem of a few bits, and the estimates of its chunks, drawn here. */
final class Draws {

  static final int COUNT = 12_345;
  static final int CHUNK = 100;
  static final long SEED = 7;

  private Draws() {}

  static Bernoulli law() {
    return Bernoulli.ofLogits(0.2, -1, 0.7);
  }

  static double f(double[] x) {
    return Math.pow(x[0] + 2 * x[1] - x[2] - 0.45, 2);
  }

  static SparkEstimate estimate(JavaSparkContext spark) {
    return SparkEstimate.of(spark, Draws::law, DisArm::new, Draws::f)
        .draws(COUNT)
        .chunk(CHUNK)
        .seed(SEED);
  }

  /** The estimates of each chunk, in their order. */
  static <D extends Distribution> List<List<Estimate>> drawn(
      D law, Estimator<? super D, Objective> estimator, Objective f, int count, int chunk) {
    List<List<Estimate>> chunks = new ArrayList<>();
    for (int from = 0; from < count; from += chunk) {
      RandomGenerator random = Streams.named(SEED, "chunk", from / chunk);
      List<Estimate> drawn = new ArrayList<>();
      for (int i = 0; i < Math.min(chunk, count - from); i++) {
        drawn.add(estimator.estimate(law, f, random));
      }
      chunks.add(drawn);
    }
    return chunks;
  }

  /** The mean as it must be, from chunks that are drawn and added up here. */
  static MeanEstimate here() {
    SumTree tree = new SumTree();
    for (List<Estimate> chunk : drawn(law(), new DisArm(), Draws::f, COUNT, CHUNK)) {
      tree.add(tree.nodes().stream().mapToLong(n -> 1L << n.level()).sum(), sums(chunk));
    }
    return MeanEstimate.of(tree.total(), 1);
  }

  private static Sums sums(List<Estimate> chunk) {
    return Sums.of(chunk.size(), chunk.iterator()::next);
  }

  static void assertSame(MeanEstimate expected, MeanEstimate actual) {
    assertArrayEquals(expected.gradient(), actual.gradient());
    assertArrayEquals(expected.errors(), actual.errors());
    assertArrayEquals(expected.values(), actual.values());
    assertArrayEquals(expected.valueErrors(), actual.valueErrors());
    assertEquals(expected.draws(), actual.draws());
    assertEquals(expected.evaluations(), actual.evaluations());
  }
}
