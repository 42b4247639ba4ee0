package io.thalweg.benchmarks;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.dense.DenseNetwork;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import io.thalweg.estimator.Registry;
import io.thalweg.estimator.Settings;
import io.thalweg.estimator.relaxation.Relax;
import io.thalweg.estimator.score.Rloo;
import io.thalweg.optimizer.Adam;
import io.thalweg.surrogate.TanhNetwork;
import io.thalweg.vae.Knob;
import io.thalweg.vae.Plan;
import io.thalweg.vae.Preset;
import io.thalweg.vae.Vae;
import io.thalweg.vae.VaeTrainer;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.annotations.Param;

/** The timed code computes what its workload states. */
class BenchmarksTest {

  private static final long SEED = 5;

  private static Estimate expected(
      String id, Distribution law, Objective f, RandomGenerator random) {
    return Registry.find(id)
        .orElseThrow()
        .create(law, f.getClass(), Settings.defaults(), random)
        .estimate(law, f, random);
  }

  @ParameterizedTest
  @ValueSource(strings = {"reinforce", "rloo", "arm", "disarm"})
  void estimatesOfBitsAreThoseOfTheEstimator(String id) throws ReflectiveOperationException {
    RandomGenerator random = new SplittableRandom(SEED);
    Bernoulli law = Bernoulli.ofLogits(Draws.gaussian(100 * 200, random)).inContexts(100);
    Estimate expected = expected(id, law, BenchmarksTest::meanSquare, random);
    Blackbox benchmark = blackbox("blackbox_bernoulli", id);
    assertArrayEquals(expected.gradient(), benchmark.estimate().gradient(), 1e-15);
    Blackbox given = blackbox("blackbox_bernoulli", id + ", law given");
    assertArrayEquals(expected.gradient(), given.lawGiven().gradient(), 1e-15);
    assertNotEquals(expected.gradient()[0], benchmark.estimate().gradient()[0]);
  }

  /** Makes a benchmark with the parameters that JMH sets for a row of a workload. */
  static Blackbox blackbox(String workload, String variant) throws ReflectiveOperationException {
    Workload.Row row =
        Workload.all().stream()
            .filter(one -> one.id().equals(workload))
            .flatMap(one -> one.rows().stream())
            .filter(one -> one.variant().equals(variant))
            .findFirst()
            .orElseThrow();
    Blackbox benchmark = new Blackbox();
    for (Map.Entry<String, String> parameter : row.ours().parameters().entrySet()) {
      Field field = Blackbox.class.getField(parameter.getKey());
      String value = parameter.getValue();
      if (field.getType() == int.class) {
        field.setInt(benchmark, Integer.parseInt(value));
      } else {
        field.set(benchmark, value);
      }
    }
    benchmark.seed = SEED;
    benchmark.prepare();
    return benchmark;
  }

  private static double meanSquare(double[] b) {
    double sum = 0;
    for (double bit : b) {
      sum += (bit - 0.499) * (bit - 0.499);
    }
    return sum / b.length;
  }

  @ParameterizedTest
  @ValueSource(strings = {"rloo", "arsm"})
  void estimatesOfCategoriesAreThoseOfTheEstimator(String id) throws ReflectiveOperationException {
    RandomGenerator random = new SplittableRandom(SEED);
    Categorical law =
        Categorical.ofLogits(Draws.gaussian(200 * 20 * 10, random), 10).inContexts(200);
    double[] table = Draws.gaussian(20 * 10, random);
    Estimate expected = expected(id, law, z -> tableSquare(z, table, 10), random);
    Blackbox benchmark = blackbox("blackbox_categorical", id);
    assertArrayEquals(expected.gradient(), benchmark.estimate().gradient(), 1e-14);
  }

  private static double tableSquare(double[] z, double[] table, int categories) {
    double sum = 0;
    for (int v = 0; v < z.length; v++) {
      double above = table[v * categories + (int) z[v]] - 0.499;
      sum += above * above;
    }
    return sum / z.length;
  }

  /** A kernel that loses the rest of a row, where lanes do not divide its length, fails here. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9})
  void blackBoxesOfAnyLengthAreWhatOneEventAtATimeGives(int size) {
    RandomGenerator random = new SplittableRandom(SEED);
    Events bits = Bernoulli.ofLogits(new double[3 * size]).inContexts(3).sample(2, random);
    double[] f = Objectives.meanSquare().evaluate(bits).values();
    double[] table = Draws.gaussian(size * 4, random);
    Events z = Categorical.ofLogits(new double[3 * size * 4], 4).inContexts(3).sample(2, random);
    double[] g = Objectives.tableSquare(table, 4).evaluate(z).values();
    for (int row = 0; row < f.length; row++) {
      assertEquals(meanSquare(bits.value(row)), f[row], 1e-15);
      assertEquals(tableSquare(z.value(row), table, 4), g[row], 1e-14);
    }
  }

  @Test
  void stepsOfTheToyAreThoseOfRelaxAndAdam() {
    RandomGenerator random = new SplittableRandom(SEED);
    var relax = Relax.of(new TanhNetwork(1, 10, 0.01, random));
    Adam adam = new Adam(0.01, 1);
    double[] logit = {0};
    ToyRelax benchmark = new ToyRelax();
    benchmark.seed = SEED;
    benchmark.prepare();
    for (int step = 0; step < ToyRelax.MANY; step++) {
      Estimate estimate =
          relax.estimate(Bernoulli.ofLogits(logit.clone()), b -> Math.pow(b[0] - 0.499, 2), random);
      relax.learn(estimate);
      adam.step(logit, estimate.gradient());
      if (step < 3) {
        assertEquals(logit[0], benchmark.step(), 1e-14);
      }
    }
    ToyRelax many = new ToyRelax();
    many.seed = SEED;
    many.prepare();
    assertEquals(logit[0], many.thousandSteps(), 1e-9);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rloo", "disarm", "relax"})
  void stepsOfTheAutoencoderAreThoseOfItsTrainer(String id) {
    RandomGenerator random = new SplittableRandom(SEED);
    double[] images = Draws.bits(100 * 784, 0.3, random);
    Vae model = new Vae(Plan.defaults().with(Knob.RATE, 1e-4), new double[784], random);
    Settings settings =
        Settings.defaults()
            .withRate(1e-3)
            .withNetworks((inputs, any) -> new DenseNetwork(any, 1e-3, inputs, 200, 200));
    Bernoulli law = Bernoulli.ofLogits(new double[200]);
    var estimator =
        Registry.find(id)
            .orElseThrow()
            .create(law, DifferentiableObjective.class, settings, random);
    VaeTrainer trainer = new VaeTrainer(model, estimator);
    VaeBernoulli benchmark = autoencoder(id);
    for (int step = 0; step < 3; step++) {
      assertEquals(trainer.step(images, 100, random), benchmark.step());
    }
  }

  @Test
  void stepsOfTheCategoricalAutoencoderAreThoseOfItsTrainer() {
    RandomGenerator random = new SplittableRandom(SEED);
    double[] images = Draws.bits(200 * 784, 0.3, random);
    Plan plan = Preset.ARSM.plan().with(Knob.LOGITS, "all").with(Knob.LATENTS, "categorical 20x10");
    Vae model = new Vae(plan, new double[784], random);
    VaeTrainer trainer = new VaeTrainer(model, new Rloo(4));
    VaeCategorical benchmark = new VaeCategorical();
    benchmark.seed = SEED;
    benchmark.prepare();
    for (int step = 0; step < 3; step++) {
      assertEquals(trainer.step(images, 200, random), benchmark.step());
    }
  }

  private static VaeBernoulli autoencoder(String id) {
    VaeBernoulli benchmark = new VaeBernoulli();
    benchmark.estimator = id;
    benchmark.seed = SEED;
    benchmark.prepare();
    return benchmark;
  }

  @Test
  void blackBoxesHaveTheSizesThatTheyAreGiven() {
    Blackbox benchmark = new Blackbox();
    benchmark.draws = 8;
    benchmark.contexts = 30;
    benchmark.size = 7;
    benchmark.prepare();
    Estimate estimate = benchmark.estimate();
    assertEquals(8 * 30, estimate.events().count());
    assertEquals(30 * 7, estimate.gradient().length);
  }

  @Test
  void arsmAsksForEveryActionOnce() {
    for (int categories : new int[] {3, 5, 20}) {
      GrowthSeries.Actions actions = GrowthSeries.arsmActions(categories, SEED);
      assertEquals(actions.distinct(), actions.evaluations());
      assertTrue(actions.evaluations() > 1);
      assertTrue(actions.evaluations() <= categories * (categories - 1) / 2.0 + 1);
    }
  }

  @Test
  void slopeOfAPowerIsItsExponent() {
    double[] x = {1, 3, 10, 40};
    double[] y = {2, 18, 200, 3_200};
    assertEquals(2, GrowthSeries.slope(x, y), 1e-12);
    double[] noise = new Random(SEED).doubles(4, 1, 1.1).toArray();
    assertEquals(0, GrowthSeries.slope(x, noise), 0.05);
  }

  @Test
  void seriesNameAsManyCasesAsSizes() throws ReflectiveOperationException {
    for (GrowthSeries series : GrowthSeries.all()) {
      assertEquals(series.sizes().length, series.cases().size());
      for (int i = 0; i < series.sizes().length; i++) {
        String size = series.cases().get(i).parameters().get(series.against());
        assertEquals("" + series.sizes()[i], size);
        for (String parameter : series.cases().get(i).parameters().keySet()) {
          assertTrue(Blackbox.class.getField(parameter).isAnnotationPresent(Param.class));
        }
      }
      assertEquals(2, series.ends().cases().size());
      assertEquals(series.cases().get(0), series.ends().cases().get(0));
    }
  }

  @Test
  void scriptsAreThoseOfTheWorkloadsAndTheirPeers() throws IOException {
    Set<String> expected = new TreeSet<>(Set.of("probe.py", "timing.py"));
    for (Workload workload : Workload.all()) {
      workload.peers().forEach(peer -> expected.add("%s_%s.py".formatted(workload.id(), peer)));
    }
    for (String name : expected) {
      assertTrue(Workload.class.getResource("peers/" + name) != null, name);
    }
    try (Stream<Path> files = Files.list(Path.of("peers"))) {
      Set<String> found = files.map(file -> file.getFileName().toString()).collect(toSet());
      found.removeIf(name -> !name.endsWith(".py"));
      assertEquals(expected, found);
    }
  }

  private static Environments environments(int copies) {
    Environments benchmark = new Environments();
    benchmark.seed = SEED;
    benchmark.copies = copies;
    benchmark.prepare();
    return benchmark;
  }

  /**
   * Measures a second call: in the first all copies begin together, and short episodes end first.
   */
  private static double lengthAmongCopies(Environments benchmark) {
    benchmark.cartPoles();
    return 512_000.0 / benchmark.cartPoles();
  }

  /** Random actions let episodes of CartPole last for 22 steps, those of LunarLander for 90. */
  @Test
  void stepsAreAsManyAsIsSaidAndEpisodesFollowEachOther() {
    Environments benchmark = environments(1_024);
    assertEquals(22.2, 100_000.0 / benchmark.cartPole(), 1);
    assertEquals(22.2, lengthAmongCopies(benchmark), 0.5);
    assertEquals(22.2, lengthAmongCopies(environments(4_096)), 0.5);
    double underAPolicy = 512_000.0 / benchmark.cartPolesWithPolicy();
    assertTrue(underAPolicy > 8 && underAPolicy < 60, underAPolicy + " steps");
    assertEquals(11, benchmark.lunarLander(), 4);
  }

  @Test
  void failuresOfABenchmarkSayWhatItThrew() {
    Case unknown = new Case(Blackbox.class, "estimate", Map.of("estimator", "no_such_estimator"));
    Timing.FailedException failure =
        assertThrows(
            Timing.FailedException.class, () -> Timing.of(unknown, Timing.Effort.QUICK, SEED));
    assertTrue(
        failure.getMessage().contains("Blackbox.estimate")
            && failure.getMessage().contains("NoSuchElementException"),
        failure::getMessage);
  }

  /** JMH runs each benchmark and gives a time. The time itself is not checked. */
  @Test
  void everyBenchmarkOfAWorkloadIsKnownToJmh() {
    Timing.Effort brief = new Timing.Effort(0.01, 0.01);
    List<Case> first = Workload.all().stream().map(workload -> workload.cases().get(0)).toList();
    for (Case one : first) {
      Timing timing = Timing.of(one, brief, SEED);
      assertTrue(timing.median() > 0 && timing.mean() > 0, () -> one + ": " + timing);
    }
  }
}
