package io.thalweg.estimator.flow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Adaptive;
import io.thalweg.Checked;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Linearization;
import io.thalweg.Means;
import io.thalweg.Question;
import io.thalweg.Reparameterized;
import io.thalweg.check.Unbiasedness;
import io.thalweg.check.VarianceReport;
import io.thalweg.distribution.Gamma;
import io.thalweg.distribution.Gaussian;
import io.thalweg.distribution.Laws;
import io.thalweg.estimator.pathwise.Reparameterization;
import io.thalweg.estimator.score.Reinforce;
import io.thalweg.optimizer.Descent;
import io.thalweg.surrogate.TanhNetwork;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.apache.commons.numbers.gamma.Trigamma;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The regression of flows reduces the variance and does not change the mean. */
@Tag("proof")
class OptimalFlowTest {

  private static final Gaussian NORMAL = Gaussian.of(0.3, 1);
  private static final DifferentiableObjective SQUARE = one(x -> x * x, x -> 2 * x);
  private static final DifferentiableObjective WAVE =
      one(x -> Math.cos(2 * x), x -> -2 * Math.sin(2 * x));

  private static DifferentiableObjective one(DoubleUnaryOperator value, DoubleUnaryOperator slope) {
    return DifferentiableObjective.of(
        x -> value.applyAsDouble(x[0]), x -> new double[] {slope.applyAsDouble(x[0])});
  }

  private static DifferentiableObjective step(double at) {
    return one(
        x -> 1 / (1 + Math.exp((at - x) / 0.1)),
        x -> {
          double s = 1 / (1 + Math.exp((at - x) / 0.1));
          return s * (1 - s) / 0.1;
        });
  }

  private static void learn(
      Estimator<Reparameterized, DifferentiableObjective> estimator,
      DifferentiableObjective f,
      int steps,
      SplittableRandom random) {
    for (int step = 0; step < steps; step++) {
      Descent.learn(estimator, NORMAL, f, random);
    }
  }

  /** Known to a tenth; what it is compared with is at least twice as large or as small. */
  private static double variance(
      Estimator<? super Reparameterized, ? super DifferentiableObjective> estimator,
      DifferentiableObjective f) {
    return VarianceReport.of(estimator, NORMAL, f, 1_000, new SplittableRandom(5)).variance();
  }

  private static LearnedFlow learnedFlow() {
    TanhNetwork network = new TanhNetwork(1, 10, 0.01, new SplittableRandom(1));
    return new LearnedFlow(20, Basis.ofDegree(1), 2_000, List.of(network), 0.02);
  }

  /** 40,000 draws; a false alarm of one in 500 million for each of some hundreds of numbers. */
  @ParameterizedTest
  @MethodSource("io.thalweg.distribution.Laws#reparameterized")
  void everyControlHasMeanZero(Reparameterized law) {
    DifferentiableObjective f =
        DifferentiableObjective.of(
            x -> {
              double sum = 0;
              for (double xi : x) {
                sum += Math.cos(xi);
              }
              return sum;
            },
            x -> {
              double[] slopes = x.clone();
              for (int i = 0; i < slopes.length; i++) {
                slopes[i] = -Math.sin(x[i]);
              }
              return slopes;
            });
    SplittableRandom random = new SplittableRandom(3);
    // Batches that stay in a processor's cache.
    int batches = 20;
    List<Means[]> means = new ArrayList<>();
    for (int batch = 0; batch < batches; batch++) {
      Weighted drawn = Weighted.of(law, law, 40_000 / batches / law.contexts(), random);
      Draws draws =
          new Controls(law, drawn, Checked.linearize(f, drawn.events()))
              .with(Basis.ofDegree(2).with(SQUARED_SINE))
              .draws();
      for (int k = 0; k < draws.controls().size(); k++) {
        if (batch == 0) {
          means.add(Stream.generate(Means::new).limit(draws.parameters()).toArray(Means[]::new));
        }
        add(draws.controls().get(k), means.get(k));
      }
    }
    for (Means[] control : means) {
      for (int i = 0; i < control.length; i++) {
        // A control of another coordinate is 0 throughout.
        double z = control[i].mean() / control[i].error();
        assertTrue(
            control[i].mean() == 0 || Math.abs(z) <= 6, "parameter %d: z = %s".formatted(i, z));
      }
    }
  }

  private static void add(double[] control, Means[] means) {
    for (int at = 0; at < control.length; at++) {
      means[at % means.length].add(control[at]);
    }
  }

  private static final DifferentiableObjective SQUARED_SINE =
      DifferentiableObjective.of(
          x -> Math.sin(x[0]) * Math.sin(x[0]),
          x -> {
            double[] slopes = new double[x.length];
            slopes[0] = Math.sin(2 * x[0]);
            return slopes;
          });

  @Test
  void aQuadraticLeavesNoVarianceAtTheFirstEstimate() {
    Estimate first = new OptimalFlow(100).estimate(NORMAL, SQUARE, new SplittableRandom(1));
    // E x^2 = mean^2 + sd^2; the draws are of order 1 and their sums lose a few of 16 digits.
    assertArrayEquals(new double[] {0.6, 2}, first.gradient(), 1e-8);
  }

  @Test
  void itHasLessVarianceThanBothParents() {
    double parents =
        Math.min(
            variance(new Reinforce().minus(law -> new double[] {-0.1}), WAVE),
            variance(new Reparameterization(), WAVE));
    assertTrue(100 * variance(new OptimalFlow(100), WAVE) < parents);
  }

  @Test
  void whatPastBatchesTaughtTakesMostOfASmallBatchsVarianceOff() {
    OptimalFlow keeping = new OptimalFlow(10);
    learn(keeping, WAVE, 400, new SplittableRandom(2));
    OptimalFlow without = new OptimalFlow(10, Basis.ofDegree(3), 0);
    assertTrue(10 * variance(keeping, WAVE) < variance(without, WAVE));
  }

  private static double[] fittedOnAllDraws(Reparameterized law, Weighted drawn, Linearization f) {
    Draws draws = new Controls(law, drawn, f).with(Basis.ofDegree(3)).draws();
    Moments[] halves = {
      new Moments(draws.parameters(), draws.controls().size()),
      new Moments(draws.parameters(), draws.controls().size())
    };
    halves[0].add(draws, 0, 30);
    halves[1].add(draws, 30, 60);
    double[] weights = new Halves(halves[0], halves[1], draws.whole()).weights();
    double[] estimates = draws.target().clone();
    draws.subtract(weights, 0, 60, estimates);
    return Draws.means(law, estimates);
  }

  /** The mutant of cross-fitting: its weights have seen the draws that they multiply. */
  @Test
  void weightsThatSawTheirOwnDrawsAreFoundBiased() {
    Estimator<Reparameterized, DifferentiableObjective> mutant =
        (law, random) -> {
          Weighted drawn = Weighted.of(law, law, 60, random);
          return Question.ofSlopes(
              law, drawn.events(), drawn.weights(), f -> fittedOnAllDraws(law, drawn, f));
        };
    DifferentiableObjective f = one(Math::exp, Math::exp);
    // E e^x = e^(mean + sd^2 / 2), in the mean and in log sd.
    double[] exact = {Math.exp(0.8), Math.exp(0.8)};
    var test = new Unbiasedness.Test(6.5, 1, 4_000_000);
    assertInstanceOf(
        Unbiasedness.Biased.class, test.run(mutant, NORMAL, f, exact, new SplittableRandom(4)));
    assertInstanceOf(
        Unbiasedness.Unbiased.class,
        test.run(new OptimalFlow(60), NORMAL, f, exact, new SplittableRandom(4)));
  }

  @Test
  void theLearnedFlowDrawsWhatIsRare() {
    LearnedFlow flow = learnedFlow();
    learn(flow, step(3), 1_500, new SplittableRandom(6));
    Estimate estimate = flow.estimate(NORMAL, step(3), new SplittableRandom(7));
    double[] weights = estimate.weights();
    double least = weights[0];
    for (double weight : weights) {
      least = Math.min(least, weight);
    }
    // Draws of the law itself weigh 1/20 each; those that q draws more often weigh less.
    assertTrue(least < 0.3 / 20, "least weight " + least);
    assertTrue(10 * variance(flow, step(3)) < variance(new OptimalFlow(20), step(3)));
  }

  @Test
  void theNetworkTakesOffWhatPolynomialsLeave() {
    DifferentiableObjective ripples = one(x -> Math.cos(5 * x), x -> -5 * Math.sin(5 * x));
    TanhNetwork network = new TanhNetwork(1, 16, 0.01, new SplittableRandom(1));
    LearnedFlow flow = new LearnedFlow(100, Basis.ofDegree(3), 2_000, List.of(network), 0.01);
    OptimalFlow without = new OptimalFlow(100);
    learn(flow, ripples, 600, new SplittableRandom(8));
    learn(without, ripples, 100, new SplittableRandom(8));
    assertTrue(variance(flow, ripples) < 0.9 * variance(without, ripples));
  }

  @Test
  void whatWasSavedGoesOnAsItWas() throws IOException {
    OptimalFlow optimal = new OptimalFlow(10);
    learn(optimal, WAVE, 30, new SplittableRandom(9));
    OptimalFlow again = new OptimalFlow(10);
    copy(optimal, again);
    assertSame(optimal, again);
    LearnedFlow learned = learnedFlow();
    learn(learned, WAVE, 30, new SplittableRandom(9));
    LearnedFlow other = learnedFlow();
    copy(learned, other);
    assertSame(learned, other);
    learn(learned, WAVE, 3, new SplittableRandom(10));
    learn(other, WAVE, 3, new SplittableRandom(10));
    assertSame(learned, other);
  }

  private static void copy(Adaptive from, Adaptive to) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    from.save(new DataOutputStream(bytes));
    to.load(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }

  private static void assertSame(
      Estimator<Reparameterized, DifferentiableObjective> one,
      Estimator<Reparameterized, DifferentiableObjective> other) {
    assertArrayEquals(
        one.estimate(NORMAL, WAVE, new SplittableRandom(11)).gradient(),
        other.estimate(NORMAL, WAVE, new SplittableRandom(11)).gradient());
  }

  @Test
  void aPastOfOtherParametersIsRefused() {
    OptimalFlow flow = new OptimalFlow(10);
    learn(flow, WAVE, 1, new SplittableRandom(12));
    Gaussian two = Gaussian.ofParameters(new double[2], new double[2]);
    DifferentiableObjective sum =
        DifferentiableObjective.of(x -> x[0] + x[1], x -> new double[] {1, 1});
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class, () -> flow.estimate(two, sum, new SplittableRandom(1)));
    assertEquals(
        "a flow that learned 10 controls of 2 parameters was given 12 of 4", refusal.getMessage());
    Estimate other = new Reparameterization().estimate(NORMAL, WAVE, new SplittableRandom(1));
    assertThrows(IllegalArgumentException.class, () -> flow.learn(other));
    assertThrows(IllegalArgumentException.class, () -> new OptimalFlow(0));
  }

  /** The mean of each context is right, although contexts share their weights. */
  @Test
  void contextsShareWeightsAndStayApart() {
    Gamma law =
        Gamma.ofParameters(new double[] {0.3}, new double[] {0.1})
            .at(new double[] {0.3, 0.1, 1, 0.5});
    OptimalFlow flow = new OptimalFlow(50);
    DifferentiableObjective f = one(Math::log, x -> 1 / x);
    var report = VarianceReport.of(flow, law, f, 1_500, new SplittableRandom(13));
    // E log x = psi(shape) - log rate.
    for (int c = 0; c < 2; c++) {
      double shape = Math.exp(law.parameters()[2 * c]);
      double slope = shape * Trigamma.value(shape);
      assertEquals(slope, report.mean()[2 * c], 6 * report.standardErrors()[2 * c] + 1e-12);
      assertEquals(-1, report.mean()[2 * c + 1], 6 * report.standardErrors()[2 * c + 1] + 1e-12);
    }
  }

  @Test
  void oneDrawAtATimeTeachesToo() {
    OptimalFlow single = new OptimalFlow(1);
    learn(single, SQUARE, 400, new SplittableRandom(14));
    assertTrue(variance(single, SQUARE) < 1e-6);
    LearnedFlow learned = LearnedFlow.of(1, NORMAL, new SplittableRandom(1));
    learn(learned, SQUARE, 400, new SplittableRandom(14));
    assertTrue(variance(learned, SQUARE) < 1e-6);
  }

  @Test
  void withoutMemoryNothingIsKept() {
    OptimalFlow flow = new OptimalFlow(10, Basis.ofDegree(3), 0);
    Estimate before = flow.estimate(NORMAL, WAVE, new SplittableRandom(15));
    flow.learn(before);
    Estimate after = flow.estimate(NORMAL, WAVE, new SplittableRandom(15));
    assertArrayEquals(before.gradient(), after.gradient());
  }

  /**
   * If sums without a draw were computed by subtraction, rounding would let the draw's own weights
   * depend on it.
   */
  @Test
  void aDrawFarAboveAllOthersDoesNotPullItsOwnWeights() {
    DifferentiableObjective cliff =
        one(
            x -> x + 1e9 / (1 + Math.exp(-40 * (x - 2))),
            x -> {
              double s = 1 / (1 + Math.exp(-40 * (x - 2)));
              return 1 + 4e10 * s * (1 - s);
            });
    Draws draws = draws(cliff, 10);
    Draws other = draws(cliff, 10);
    int p = draws.parameters();
    int largest = 0;
    for (int at = 0; at < draws.target().length; at += p) {
      largest = Math.abs(draws.target()[at]) > Math.abs(draws.target()[largest]) ? at : largest;
    }
    for (int i = 0; i < p; i++) {
      other.target()[largest + i] *= 1.5;
    }
    assertTrue(Math.abs(draws.target()[largest]) > 1e8, "no draw is beyond the cliff");
    double[] one = FlowRegression.fit(draws, Optional.empty()).estimates();
    double[] two = FlowRegression.fit(other, Optional.empty()).estimates();
    for (int i = 0; i < p; i++) {
      // All of the change is the target's own: the controls were taken off with the same weights.
      double change = other.target()[largest + i] - draws.target()[largest + i];
      assertEquals(change, two[largest + i] - one[largest + i], 1e-9 * Math.abs(change));
    }
  }

  private static Draws draws(DifferentiableObjective f, int count) {
    Weighted drawn = Weighted.of(NORMAL, NORMAL, count, new SplittableRandom(16));
    return new Controls(NORMAL, drawn, Checked.linearize(f, drawn.events()))
        .with(Basis.ofDegree(0))
        .draws();
  }

  /**
   * Every draw is the least number that a double holds, where paths do not move. Each parameter
   * still belongs to its own coordinate.
   */
  @Test
  void parametersMoveTheirOwnCoordinateAtAtomsToo() {
    Gamma law = Gamma.ofParameters(new double[] {Math.log(1e-3), Math.log(1e-3)}, new double[2]);
    DifferentiableObjective f =
        DifferentiableObjective.of(
            x -> x[0] / (1 + x[0]) + 5 * x[1] / (1 + x[1]),
            x -> new double[] {Math.pow(1 + x[0], -2), 5 * Math.pow(1 + x[1], -2)});
    var flow = VarianceReport.of(new OptimalFlow(10), law, f, 4_000, new SplittableRandom(17));
    var path =
        VarianceReport.of(new Reparameterization(), law, f, 40_000, new SplittableRandom(17));
    for (int i = 0; i < 4; i++) {
      double error = Math.hypot(flow.standardErrors()[i], path.standardErrors()[i]);
      assertEquals(path.mean()[i], flow.mean()[i], 6 * error);
    }
  }

  @Test
  void valuesTooLargeToSquareLeaveWhatWasLearnedAsItWas() {
    OptimalFlow flow = new OptimalFlow(10);
    LearnedFlow learned = learnedFlow();
    learn(flow, SQUARE, 200, new SplittableRandom(18));
    learn(learned, SQUARE, 200, new SplittableRandom(18));
    DifferentiableObjective huge = one(x -> 1e170 * x, x -> 1e170);
    learn(flow, huge, 1, new SplittableRandom(19));
    learn(learned, huge, 1, new SplittableRandom(19));
    assertTrue(variance(flow, SQUARE) < 1e-6);
    assertTrue(variance(learned, SQUARE) < 1e-6);
  }

  @Test
  void aSavedStateOfAnotherBasisIsRefused() {
    OptimalFlow flow = new OptimalFlow(10);
    IOException refusal =
        assertThrows(
            IOException.class, () -> copy(flow, new OptimalFlow(10, Basis.ofDegree(2), 10)));
    assertEquals(
        "a flow of degree 2 and 0 features cannot go on from one of degree 3 and 0",
        refusal.getMessage());
  }

  @Test
  void parametersMoveTheCoordinateThatTheirLawNames() {
    for (Reparameterized law : Laws.reparameterized().toList()) {
      var x = law.sample(1, new SplittableRandom(20));
      for (int i = 0; i < law.dimension(); i++) {
        double[] tangents = new double[law.contexts() * law.dimension()];
        tangents[i] = 1;
        double[] moved = new double[x.points().length];
        law.velocity().pushforward(x, tangents, moved, 0);
        for (int v = 0; law.moved(i) >= 0 && v < moved.length; v++) {
          assertTrue(v == law.moved(i) || moved[v] == 0, law + ": parameter " + i);
        }
      }
    }
  }
}
