package io.thalweg.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Objective;
import io.thalweg.ObjectiveException;
import io.thalweg.check.ExactGradient;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import io.thalweg.distribution.Exponential;
import io.thalweg.estimator.coupling.DisArm;
import io.thalweg.estimator.score.Reinforce;
import io.thalweg.estimator.score.Rloo;
import io.thalweg.objective.Fallible;
import io.thalweg.objective.Noisy;
import io.thalweg.simulation.Input;
import io.thalweg.simulation.Inputs;
import io.thalweg.simulation.SimulatorException;
import io.thalweg.tune.Response;
import io.thalweg.tune.Sensitivity;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Executors that are threads of this process. */
class ThreadsTest {

  private static JavaSparkContext spark;

  @BeforeAll
  static void start() {
    spark = new JavaSparkContext(Masters.conf("local[2,4]"));
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 100})
  void anyNumberOfPartitionsHasTheBitsOfOneProcess(int partitions) {
    Draws.assertSame(Draws.here(), Draws.estimate(spark).partitions(partitions).run());
  }

  @Test
  void anotherSeedDrawsOthers() {
    double[] one = Draws.estimate(spark).run().gradient();
    double[] other = Draws.estimate(spark).seed(8).run().gradient();
    for (int i = 0; i < one.length; i++) {
      assertTrue(one[i] != other[i], "coordinate " + i);
    }
  }

  /** A plant of three switches. */
  private static final class Plant {
    static double cost(double[] switches) {
      return Draws.f(switches);
    }
  }

  @Test
  void theCodeOfTheDocumentRuns() {
    MeanEstimate mean =
        SparkEstimate.of(
                spark, () -> Bernoulli.ofLogits(0.2, -1, 0.7), DisArm::new, x -> Plant.cost(x))
            .draws(20_000)
            .run();
    Fallible f = SparkObjective.of(spark, x -> Plant.cost(x)).timeLimit(Duration.ofMinutes(1));
    Estimate estimate = new Rloo(64).estimate(Draws.law(), f, new SplittableRandom(1));
    assertEquals(20_000, mean.draws());
    assertEquals(64, estimate.evaluations());
  }

  /** Sums are exact in whatever order where p = 1/2 and values of f are whole. */
  @Test
  void everyDrawCountsOnce() {
    Objective f = x -> 3 * x[0] - 2 * x[1] + x[0] * x[1];
    double[] gradient = new double[2];
    double value = 0;
    int count = 1_037;
    for (List<Estimate> chunk : Draws.drawn(fair(), new Reinforce(), f, count, 10)) {
      for (Estimate draw : chunk) {
        gradient[0] += draw.gradient()[0];
        gradient[1] += draw.gradient()[1];
        value += draw.value();
      }
    }
    MeanEstimate mean =
        SparkEstimate.of(
                spark, ThreadsTest::fair, Reinforce::new, x -> 3 * x[0] - 2 * x[1] + x[0] * x[1])
            .draws(count)
            .chunk(10)
            .seed(Draws.SEED)
            .run();
    assertArrayEquals(new double[] {gradient[0] / count, gradient[1] / count}, mean.gradient());
    assertArrayEquals(new double[] {value / count}, mean.values());
    assertEquals(count, mean.draws());
    assertEquals(count, mean.evaluations());
  }

  private static Bernoulli fair() {
    return Bernoulli.ofLogits(0, 0);
  }

  /** Errors are those of the sample; five of them are a chance of 6e-7 a coordinate. */
  @Test
  void theMeanIsTheExactGradient() {
    MeanEstimate mean = Draws.estimate(spark).draws(100_000).run();
    double[] exact = ExactGradient.of(Draws.law(), Draws::f);
    for (int i = 0; i < exact.length; i++) {
      assertEquals(exact[i], mean.gradient()[i], 5 * mean.errors()[i]);
      assertTrue(mean.errors()[i] < 0.02, () -> mean.toString());
    }
  }

  @Test
  void errorsAreThoseOfTheSample() {
    MeanEstimate mean = Draws.estimate(spark).run();
    List<double[]> all =
        Draws.drawn(Draws.law(), new DisArm(), Draws::f, Draws.COUNT, Draws.CHUNK).stream()
            .flatMap(List::stream)
            .map(Estimate::gradient)
            .toList();
    for (int i = 0; i < mean.errors().length; i++) {
      double sum = 0;
      for (double[] gradient : all) {
        sum += Math.pow(gradient[i] - mean.gradient()[i], 2);
      }
      double error = Math.sqrt(sum / (all.size() - 1) / all.size());
      // Of 12,345 terms each is rounded to 1e-16.
      assertEquals(error, mean.errors()[i], 1e-11 * error);
    }
  }

  /** Adding noise to f leaves the mean value; the noise of a question cancels in the gradient. */
  @Test
  void noiseBelongsToAQuestion() {
    SparkEstimate noisy =
        SparkEstimate.<Bernoulli, Noisy2>ofNoisy(
            spark, Draws::law, DisArm::new, (x, noise) -> Draws.f(x) + noise.nextInt(1 << 20));
    MeanEstimate mean = noisy.draws(2_000).chunk(100).seed(Draws.SEED).run();
    MeanEstimate quiet = Draws.estimate(spark).draws(2_000).run();
    for (int i = 0; i < mean.gradient().length; i++) {
      // Values of 2^20 have 33 bits left for f.
      assertEquals(quiet.gradient()[i], mean.gradient()[i], 1e-9);
    }
    assertTrue(mean.valueErrors()[0] > 1e3, mean::toString);
    Draws.assertSame(mean, noisy.partitions(3).run());
  }

  private interface Noisy2 extends Noisy, Serializable {}

  @Test
  void aFailureNamesTheChunkAndTheEvent() {
    SparkEstimate failing =
        SparkEstimate.of(
            spark,
            ThreadsTest::fair,
            Reinforce::new,
            x -> {
              throw new IllegalStateException("no plant");
            });
    String message = assertThrows(ObjectiveException.class, failing::run).getMessage();
    assertTrue(
        message.startsWith(
                "chunk 0 of the draws: the objective failed at draw 0 of context 0, x = [")
            && message.contains("IllegalStateException: no plant (ThreadsTest.java:"),
        message);
  }

  @Test
  void whatCannotBeSentIsRefusedByItsClass() {
    AtomicInteger fine = new AtomicInteger();
    Thread thread = Thread.currentThread();
    SparkObjective.of(spark, x -> fine.incrementAndGet());
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> SparkObjective.of(spark, x -> thread.getPriority()))
            .getMessage();
    assertEquals(
        "the objective cannot be sent to executors: it holds an object of java.lang.Thread, which"
            + " is not Serializable",
        message);
    Bernoulli law = fair();
    assertTrue(
        assertThrows(
                IllegalArgumentException.class,
                () -> SparkEstimate.of(spark, () -> law, Reinforce::new, x -> x[0]))
            .getMessage()
            .startsWith("the maker of the law cannot be sent to executors: it holds an object of"));
    Reinforce estimator = new Reinforce();
    assertTrue(
        assertThrows(
                IllegalArgumentException.class,
                () -> SparkEstimate.of(spark, ThreadsTest::fair, () -> estimator, x -> x[0]))
            .getMessage()
            .startsWith("the maker of the estimator cannot be sent to executors: it holds"));
  }

  private static Estimate estimate(Distribution law, Objective f) {
    return new Rloo(5).estimate(law, f, new SplittableRandom(3));
  }

  @Test
  void anObjectiveHasTheValuesOfThisProcess() {
    Distribution law = Categorical.ofLogits(new double[] {0, 1, 2, 3, 4, 5}, 3).inContexts(2);
    Objective here = x -> Math.exp(x[0]);
    SparkObjective there = SparkObjective.of(spark, x -> Math.exp(x[0]));
    double[] expected = estimate(law, here).gradient();
    for (int slices : new int[] {1, 2, 7, 100}) {
      assertArrayEquals(expected, estimate(law, there.parallel(slices)).gradient());
    }
    assertEquals(10, there.parallel(2).value(new double[] {Math.log(10)}), 1e-14);
    assertEquals(0, there.counts().evaluations());
  }

  @Test
  void anObjectiveWithNoiseHasTheNoiseOfThisProcess() {
    Noisy here = (x, noise) -> x[0] + noise.nextDouble();
    Fallible there =
        SparkObjective.ofNoisy(spark, (Noisy2) (x, noise) -> x[0] + noise.nextDouble());
    Distribution law = Draws.law().inContexts(3);
    assertArrayEquals(
        estimate(law, Fallible.ofNoisy(here).seededByRow(5)).gradient(),
        estimate(law, there.seededByRow(5)).gradient());
    assertEquals(15, there.counts().evaluations());
  }

  @Test
  void failuresAreThoseOfTheirEvents() {
    SparkObjective f =
        SparkObjective.of(
            spark,
            x -> {
              if (x[0] == 1) {
                throw new IllegalStateException("no plant");
              }
              return x[1] == 1 ? Double.NaN : 2;
            });
    assertEquals(2, f.value(new double[] {0, 0}));
    Fallible replaced = f.failuresAs(9);
    assertEquals(9, replaced.value(new double[] {1, 0}));
    assertEquals(9, replaced.value(new double[] {0, 1}));
    String message =
        assertThrows(ObjectiveException.class, () -> f.value(new double[] {1, 0})).getMessage();
    assertTrue(
        message.startsWith("the objective failed at draw 0 of context 0, x = [1.0, 0.0]: ")
            && message.contains("IllegalStateException: no plant (ThreadsTest.java:"),
        message);
    assertEquals(4, f.counts().evaluations());
    assertEquals(3, f.counts().failures());
  }

  @Test
  void anEventThatTakesTooLongHasFailed() {
    Fallible f =
        SparkObjective.of(spark, x -> x[0] == 1 ? asleep() : 3)
            .timeLimit(Duration.ofMillis(200))
            .failuresAs(-1);
    assertEquals(3, f.value(new double[] {0}));
    assertEquals(-1, f.value(new double[] {1}));
  }

  private static double asleep() {
    try {
      Thread.sleep(60_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }

  @Test
  void staticMethodsAreFoundByTheirNames() {
    StaticMethods plain = new StaticMethods(Plain.class.getName());
    StaticMethods noisy = new StaticMethods(WithNoise.class.getName());
    StaticMethods made = new StaticMethods(Made.class.getName());
    assertFalse(plain.isNoisy());
    assertTrue(noisy.isNoisy());
    assertFalse(made.isNoisy());
    Distribution law = Draws.law();
    assertArrayEquals(
        estimate(law, Draws::f).gradient(),
        estimate(law, SparkObjective.of(spark, plain)).gradient());
    assertArrayEquals(
        estimate(law, Draws::f).gradient(),
        estimate(law, SparkObjective.of(spark, made)).gradient());
    assertArrayEquals(
        estimate(law, Fallible.ofNoisy((x, noise) -> Draws.f(x) * noise.nextDouble())).gradient(),
        estimate(law, SparkObjective.ofNoisy(spark, noisy)).gradient());
    Fallible none = SparkObjective.of(spark, new StaticMethods("no.such.Plant"));
    assertTrue(
        assertThrows(ObjectiveException.class, () -> none.value(new double[1]))
            .getMessage()
            .contains("no class no.such.Plant was found"));
  }

  @SuppressWarnings("UnusedMethod") // It is found by its name.
  private static class Plain {
    private static double value(double[] x) {
      return Draws.f(x);
    }
  }

  @SuppressWarnings("UnusedMethod") // It is found by its name.
  private static final class WithNoise {
    static double value(double[] x, RandomGenerator noise) throws IOException {
      return Draws.f(x) * noise.nextDouble();
    }
  }

  /** Makes an objective, and inherits a value that is none of it. */
  @SuppressWarnings("UnusedMethod") // It is found by its name.
  private static final class Made extends Plain {
    static Objective objective() {
      return Draws::f;
    }
  }

  private static final Input SIZES = Input.of("sizes", Exponential.of(2.0));
  private static final Input ORDER = Input.setting("order", 3);

  private static void simulate(Inputs in) {
    in.cost(in.draw(SIZES) + in.draw(SIZES));
    in.cost("late", in.draw(SIZES) > 1 ? in.read(ORDER) : 0);
  }

  private static Sensitivity sensitivity() {
    return Sensitivity.of(ThreadsTest::simulate, SIZES, ORDER).orRuns(400).threads(25);
  }

  @Test
  void runsAreThoseOfThisProcess() {
    SparkRuns named = SparkRuns.of(spark, new StaticMethods(ThreadsTest.class.getName())::model);
    SparkRuns stated =
        SparkRuns.of(spark, () -> SparkRuns.Model.of(ThreadsTest::simulate, SIZES, ORDER));
    List<Response> here = sensitivity().run().responses();
    assertEquals(here, sensitivity().runsBy(named).run().responses());
    assertEquals(here, sensitivity().runsBy(stated).run().responses());
  }

  @Test
  void aRunThatFailsIsNamed() {
    SparkRuns failing =
        SparkRuns.of(
            spark,
            () ->
                SparkRuns.Model.of(
                    in -> {
                      throw new IllegalStateException("no plant");
                    },
                    SIZES,
                    ORDER));
    String message =
        assertThrows(SimulatorException.class, () -> sensitivity().runsBy(failing).run())
            .getMessage();
    assertTrue(
        message.startsWith("run 0 of seed 1 failed after 0 draws, at ")
            && message.endsWith("IllegalStateException: no plant"),
        message);
  }

  /** Spark adds a module that our own kernels alone need. */
  @Test
  void optionsOfJavaAreThoseThatSparkAsksFor() throws IOException {
    Set<String> asked =
        Set.of(JavaModuleOptions.defaultModuleOptions().split(" ")).stream()
            .filter(option -> option.startsWith("--add-opens"))
            .filter(option -> !option.contains("sun.security.action"))
            .collect(Collectors.toSet());
    Set<String> given =
        Files.readAllLines(Path.of("java.options")).stream()
            .filter(line -> line.startsWith("--add-opens"))
            .collect(Collectors.toSet());
    assertEquals(asked, given);
  }

  /** An error is none of f at an event: Spark tries four times. */
  @Test
  void anErrorEndsTheCall() {
    SparkObjective f =
        SparkObjective.of(
            spark,
            x -> {
              throw new LinkageError("half a jar");
            });
    String message =
        assertThrows(ObjectiveException.class, () -> f.value(new double[] {1})).getMessage();
    assertTrue(
        message.startsWith("Spark gave up: ")
            && message.contains("failed 4 times")
            && message.contains("LinkageError: half a jar"),
        message);
    assertTrue(message.lines().count() == 1, message);
  }
}
