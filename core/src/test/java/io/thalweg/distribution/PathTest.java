package io.thalweg.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.Averaged;
import io.thalweg.Cumulative;
import io.thalweg.Differences;
import io.thalweg.Distribution;
import io.thalweg.Path;
import io.thalweg.Relaxable;
import io.thalweg.Reparameterized;
import io.thalweg.support.Uniforms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The derivatives of points in theta, at fixed noise. */
class PathTest {

  private static final int DRAWS = 3;

  /** A law and one of its paths, which can be drawn with the same noise at another theta. */
  record Replayable(String name, Distribution law, Function<double[], Path> at) {
    Path path() {
      return at.apply(law.parameters());
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Replayable> paths() {
    return Laws.regular().flatMap(PathTest::paths);
  }

  /** Those that move along their path as theta does at the same noise. */
  static Stream<Replayable> alongPaths() {
    return paths().filter(path -> Laws.isInvertedAlongItsPath(path.law()));
  }

  private static Stream<Replayable> paths(Named<Distribution> named) {
    String of = " of " + named.getName();
    Distribution law = named.getPayload();
    List<Replayable> paths = new ArrayList<>();
    if (law instanceof Cumulative inverse) {
      double[] uniforms =
          Uniforms.open(new SplittableRandom(7), DRAWS * law.contexts() * inverse.noise());
      return Stream.of(
          new Replayable(
              "transform" + of, law, theta -> path((Cumulative) law.at(theta), uniforms)));
    }
    if (law instanceof Reparameterized path) {
      paths.add(
          new Replayable(
              "path" + of,
              law,
              theta -> ((Reparameterized) path.at(theta)).path(DRAWS, new SplittableRandom(7))));
    }
    if (law instanceof Relaxable relaxable) {
      paths.add(new Replayable("z" + of, law, theta -> relax(relaxable, theta).relaxed()));
      paths.add(
          new Replayable(
              "z'" + of,
              law,
              theta -> relax(relaxable, theta).conditional(new SplittableRandom(8))));
    }
    if (law instanceof Averaged) {
      paths.add(new Replayable("mean" + of, law, theta -> ((Averaged) law.at(theta)).mean()));
    }
    return paths.stream();
  }

  private static Path path(Cumulative law, double[] uniforms) {
    return law.velocity().path(law.transform(uniforms));
  }

  private static Relaxable.Relaxation relax(Relaxable law, double[] theta) {
    var there = ((Relaxable) law.at(theta)).relax(DRAWS, new SplittableRandom(7));
    var here = law.relax(DRAWS, new SplittableRandom(7));
    // The derivative of z' is at fixed b.
    assertArrayEquals(here.draws().values(), there.draws().values(), "choose another seed");
    return there;
  }

  @ParameterizedTest
  @MethodSource("alongPaths")
  void pushforwardMatchesCentralDifferences(Replayable replayable) {
    Path path = replayable.path();
    double[] theta = replayable.law().parameters();
    double[] points = path.points().points();
    double scale = Arrays.stream(points).map(Math::abs).max().orElseThrow();
    for (int i = 0; i < theta.length; i++) {
      double[] differences =
          Differences.derivative(t -> replayable.at().apply(t).points().points(), theta, i);
      double[] tangents = new double[theta.length];
      tangents[i] = 1;
      double[] out = new double[points.length + 2];
      path.pushforward(tangents, out, 1);
      assertEquals(0, out[0] + out[out.length - 1], "written outside its place");
      Differences.assertClose(differences, Arrays.copyOfRange(out, 1, out.length - 1), scale);
    }
  }

  @ParameterizedTest
  @MethodSource("alongPaths")
  void pullbackMatchesCentralDifferences(Replayable replayable) {
    Path path = replayable.path();
    double[] theta = replayable.law().parameters();
    double[] points = path.points().points();
    double[] cotangents = new SplittableRandom(9).doubles(points.length + 1, -1, 1).toArray();
    double[] differences =
        Differences.gradient(
            t -> dot(cotangents, 1, replayable.at().apply(t).points().points()), theta);
    double[] gradient = new double[theta.length];
    path.pullback(cotangents, 1, gradient);
    Differences.assertClose(differences, gradient, Arrays.stream(points).map(Math::abs).sum());
  }

  @ParameterizedTest
  @MethodSource("paths")
  void pullbackIsTheAdjointOfPushforwardAndAdds(Replayable replayable) {
    Path path = replayable.path();
    SplittableRandom random = new SplittableRandom(10);
    int length = path.points().points().length;
    double[] cotangents = random.doubles(length, -1, 1).toArray();
    double[] tangents = random.doubles(replayable.law().parameters().length, -1, 1).toArray();
    double[] pushed = new double[length];
    path.pushforward(tangents, pushed, 0);
    double[] pulled = new double[tangents.length];
    Arrays.fill(pulled, 1);
    path.pullback(cotangents, 0, pulled);
    double expected = dot(cotangents, 0, pushed) + Arrays.stream(tangents).sum();
    double sizes = Arrays.stream(pushed).map(Math::abs).sum() + tangents.length;
    // A sum of numbers of these sizes is exact to a few units in their last place.
    assertEquals(expected, dot(pulled, 0, tangents), 1e-14 * sizes);
  }

  private static double dot(double[] a, int offset, double[] b) {
    double sum = 0;
    for (int i = 0; i < b.length; i++) {
      sum += a[offset + i] * b[i];
    }
    return sum;
  }
}
