package io.thalweg.estimator.regression;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Characteristic;
import io.thalweg.Cumulative;
import io.thalweg.DoubleExponential;
import io.thalweg.Events;
import io.thalweg.MeanField;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Binomial;
import io.thalweg.distribution.Exponential;
import io.thalweg.distribution.Gamma;
import io.thalweg.distribution.Gaussian;
import io.thalweg.distribution.GaussianMixture;
import io.thalweg.distribution.Geometric;
import io.thalweg.distribution.InverseGamma;
import io.thalweg.distribution.Laplace;
import io.thalweg.distribution.Logistic;
import io.thalweg.distribution.Lognormal;
import io.thalweg.distribution.NegativeBinomial;
import io.thalweg.distribution.Pareto;
import io.thalweg.distribution.Poisson;
import io.thalweg.distribution.Product;
import io.thalweg.estimator.score.Rloo;
import java.io.DataOutput;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The mean of the estimate over all counts, or by quadrature, under surrogates that were fitted and
 * under those of arbitrary coefficients.
 */
@Tag("proof")
class KnownMeanOfNumbersTest {

  private static final double TOLERANCE = 1e-9;
  // A thousand times the tolerance.
  private static final double WRONG = 1e-6;
  private static final int[] ESTIMATES = {5, 30, 150};
  // Up to so many events of a context, two draws are enumerated.
  private static final int FEW = 64;
  private static final double SHARE = 0.3;

  /** All values of a variable in a context, or nodes of quadrature, with their probabilities. */
  private record Axis(double[] x, double[] weights) {

    /** All counts up to the largest, above which there is less than the rounding of a double. */
    static Axis counts(Characteristic law, int largest) {
      double[] x = IntStream.rangeClosed(0, largest).asDoubleStream().toArray();
      double[] log = law.logProbability(Events.of(x, law.shape()));
      return new Axis(x, Arrays.stream(log).map(Math::exp).toArray());
    }

    static Axis nodes(Cumulative law, int stepsPerUnit) {
      DoubleExponential rule = DoubleExponential.of(stepsPerUnit);
      return new Axis(law.transform(rule.nodes()).values(), rule.weights());
    }
  }

  /**
   * A law with all its events.
   *
   * @param axes [contexts x variables], with as many values in each context
   */
  private record Trial(Characteristic law, List<Axis> axes) {

    @Override
    public String toString() {
      return law.toString();
    }

    private int size() {
      return law.shape().size();
    }

    private int rows() {
      return axes.stream().limit(size()).mapToInt(axis -> axis.x.length).reduce(1, (a, b) -> a * b);
    }

    /** Writes an event of a context; returns its probability. */
    private double put(int row, int context, double[] x, int at) {
      double weight = 1;
      int rest = row;
      for (int v = 0; v < size(); v++) {
        Axis axis = axes.get(context * size() + v);
        x[at + v] = axis.x[rest % axis.x.length];
        weight *= axis.weights[rest % axis.x.length];
        rest /= axis.x.length;
      }
      return weight;
    }

    /** The mean of the estimate. */
    double[] mean(KnownMean c, double share) {
      return mean(rows() <= FEW ? 2 : 1, c, share);
    }

    /** The gradient of E f: that of one draw under a surrogate of zero. */
    double[] exact() {
      FeatureMap features = NumberCode.plain(size());
      double[] zeros = new double[size() * features.width()];
      return mean(1, new Quadratic(features, zeros, 0, zeros, new double[0][]), 1);
    }

    private double[] mean(int draws, KnownMean c, double share) {
      SurrogateRegression<MeanField> regression = new SurrogateRegression<>(draws);
      int contexts = law.contexts();
      double[] mean = new double[contexts * law.dimension()];
      double[] x = new double[draws * contexts * size()];
      double[] weights = new double[contexts];
      for (int pair = 0; pair < Math.pow(rows(), draws); pair++) {
        Arrays.fill(weights, 1);
        for (int i = 0, rest = pair; i < draws; i++, rest /= rows()) {
          for (int context = 0; context < contexts; context++) {
            int at = (i * contexts + context) * size();
            weights[context] *= put(rest % rows(), context, x, at);
          }
        }
        Events events = Events.of(x, law.shape());
        double[] f = new double[events.count()];
        Arrays.setAll(f, row -> f(events.value(row)));
        double[] g = regression.gradient(law, events, f, c, share);
        for (int i = 0; i < mean.length; i++) {
          mean[i] += weights[i / law.dimension()] * g[i];
        }
      }
      return mean;
    }
  }

  static List<Trial> trials() {
    Binomial bins = Binomial.of(3, 0.3, 0.6);
    return List.of(
        counts(Poisson.of(1.3), 30),
        trial(
            Poisson.of(0.4, 1.1),
            Axis.counts(Poisson.of(0.4), 25),
            Axis.counts(Poisson.of(1.1), 25)),
        trial(bins, Axis.counts(Binomial.of(3, 0.3), 3), Axis.counts(Binomial.of(3, 0.6), 3)),
        counts(NegativeBinomial.of(1.7, 0.7), 60),
        counts(Geometric.of(0.6), 60),
        nodes(Gaussian.of(0.3, 0.8)),
        trial(
            Gaussian.of(new double[] {0.3, -1}, new double[] {0.8, 0.5}),
            Axis.nodes(Gaussian.of(0.3, 0.8), 6),
            Axis.nodes(Gaussian.of(-1, 0.5), 6)),
        nodes(
            GaussianMixture.of(
                new double[] {0.4, 0.6}, new double[] {0, 1}, new double[] {1, 0.7})),
        nodes(Gamma.of(2.3, 1.6)),
        nodes(Exponential.of(1.3)),
        nodes(InverseGamma.of(3.1, 1.6)),
        nodes(Laplace.of(0.3, 0.6)),
        nodes(Logistic.of(0.3, 0.6)),
        nodes(Lognormal.of(0.3, 0.6)),
        nodes(Pareto.of(0.7, 2.5)),
        mixedProduct());
  }

  private static Trial trial(Characteristic law, Axis... axes) {
    return new Trial(law, List.of(axes));
  }

  private static Trial counts(Characteristic law, int largest) {
    return trial(law, Axis.counts(law, largest));
  }

  private static <D extends Cumulative & Characteristic> Trial nodes(D law) {
    return trial(law, Axis.nodes(law, 64));
  }

  private static Trial mixedProduct() {
    Bernoulli bit = Bernoulli.of(0.3);
    Lognormal price = Lognormal.of(0.3, 0.6);
    Poisson count = Poisson.of(0.6);
    return trial(
        Product.of(Characteristic.class, bit, price, count),
        Axis.counts(bit, 1),
        Axis.nodes(price, 6),
        Axis.counts(count, 18));
  }

  /** Two contexts of three counts. */
  private static Trial contexts() {
    double[] p = {0.3, 0.6, 0.5, 0.8, 0.2, 0.4};
    return new Trial(
        Binomial.of(3, p).inContexts(2),
        Arrays.stream(p).mapToObj(one -> Axis.counts(Binomial.of(3, one), 3)).toList());
  }

  private static double f(double[] x) {
    double last = x[x.length - 1];
    return Math.cos(x[0] - 0.2 * last * last) + 1 / (1 + Math.exp(3 - 4 * x[0]));
  }

  /** Learns at a theta that moves to that of the law. */
  private static SurrogateLearner learned(Characteristic law, int estimates) {
    SplittableRandom random = new SplittableRandom(61);
    SurrogateLearner learner =
        new SurrogateLearner(1_000, law.shape().size(), VariableKind.of(law));
    for (int n = 0; n < estimates; n++) {
      double[] theta = law.parameters();
      for (int i = 0; i < theta.length; i++) {
        theta[i] += 0.3 * Math.cos(i) * (estimates - n) / estimates;
      }
      Characteristic then = (Characteristic) law.at(theta);
      learner.learn(new Rloo(2).estimate(then, KnownMeanOfNumbersTest::f, random), then, true);
    }
    return learner;
  }

  private static double distance(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> Math.abs(a[i] - b[i])).max().orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("trials")
  void meanOverAllEventsIsTheGradientWhateverWasLearned(Trial trial) {
    double[] exact = trial.exact();
    for (int estimates : ESTIMATES) {
      KnownMean c = learned(trial.law, estimates).surrogate();
      double error = distance(exact, trial.mean(c, SHARE));
      assertTrue(error < TOLERANCE, () -> estimates + " estimates: off by " + error);
    }
  }

  /** A surrogate whose mean does not move with the last parameter, such as the deviation. */
  private record Forgetful(KnownMean sound) implements KnownMean {

    @Override
    public double[] values(Events events) {
      return sound.values(events);
    }

    @Override
    public void addMeanGradient(MeanField law, double[] gradient) {
      double last = gradient[gradient.length - 1];
      sound.addMeanGradient(law, gradient);
      gradient[gradient.length - 1] = last;
    }

    @Override
    public void save(DataOutput out) {
      throw new AssertionError();
    }
  }

  @ParameterizedTest
  @MethodSource("trials")
  void meanThatForgetsTheLastParameterIsRejected(Trial trial) {
    KnownMean c = new Forgetful(learned(trial.law, 150).surrogate());
    assertTrue(distance(trial.exact(), trial.mean(c, SHARE)) > WRONG);
  }

  /**
   * Surrogates of arbitrary coefficients.
   *
   * @param sound one of them
   * @param mutants the same one with the mean of another
   */
  private record Given(String name, Trial trial, KnownMean sound, List<KnownMean> mutants) {

    @Override
    public String toString() {
      return name + " on " + trial;
    }
  }

  static Stream<Given> given() {
    return Stream.of(contexts(), mixedProduct())
        .flatMap(trial -> Stream.of(quadratic(trial), waves(trial), anova(trial)));
  }

  private static final SplittableRandom RANDOM = new SplittableRandom(7);

  private static double[] numbers(int count) {
    return RANDOM.doubles(count, -1, 1).toArray();
  }

  private static NumberCode code(int size) {
    return new NumberCode(numbers(size), RANDOM.doubles(size, 0.7, 1.5).toArray());
  }

  private static NumberCode otherScale(NumberCode code) {
    double[] scales = code.scales().clone();
    scales[0] *= 1.01;
    return new NumberCode(code.locations(), scales);
  }

  private static Given given(String name, Trial trial, KnownMean sound, KnownMean... others) {
    return new Given(
        name,
        trial,
        sound,
        Arrays.stream(others).<KnownMean>map(other -> new OtherMean(sound, other)).toList());
  }

  /** The mutants lack a pair, and have another variance. */
  private static Given quadratic(Trial trial) {
    NumberCode code = code(trial.size());
    int width = trial.size() * code.width();
    double[] centre = numbers(width);
    double[] linear = numbers(width);
    double[][] pairs = new double[width][width];
    for (int i = 0; i < width; i++) {
      for (int j = 0; j < i - i % code.width(); j++) {
        pairs[i][j] = RANDOM.nextDouble(-1, 1);
        pairs[j][i] = pairs[i][j];
      }
    }
    double[][] fewer = Arrays.stream(pairs).map(double[]::clone).toArray(double[][]::new);
    fewer[0][width - 1] = 0;
    fewer[width - 1][0] = 0;
    return given(
        "polynomial",
        trial,
        new Quadratic(code, centre, 2, linear, pairs),
        new Quadratic(code, centre, 2, linear, fewer),
        new Quadratic(otherScale(code), centre, 2, linear, pairs));
  }

  /** The mutants lack a wave, and turn it by another angle. */
  private static Given waves(Trial trial) {
    NumberCode code = code(trial.size());
    double[] centre = numbers(trial.size() * code.width());
    double[] linear = numbers(centre.length);
    double[][] directions = {numbers(centre.length), numbers(centre.length)};
    for (int i = 1; i < centre.length; i += code.width()) {
      // Waves run along e, not e^2.
      directions[0][i] = 0;
      directions[1][i] = 0;
    }
    double[][] even = {numbers(3), numbers(3)};
    double[][] odd = {numbers(3), numbers(3)};
    double[][] fewer = {even[0], {even[1][0], even[1][1], 0}};
    double[] elsewhere = centre.clone();
    elsewhere[0] += 0.01;
    return given(
        "waves",
        trial,
        new WaveExpansion(code, centre, 2, linear, directions, even, odd),
        new WaveExpansion(code, centre, 2, linear, directions, fewer, odd),
        new WaveExpansion(code, elsewhere, 2, linear, directions, even, odd));
  }

  /** The mutants lack interactions of three variables, and have another variance. */
  private static Given anova(Trial trial) {
    NumberCode code = code(trial.size());
    int width = trial.size() * NumberKernel.plain(1).width();
    double[] means = numbers(width);
    double[][] duals = Stream.generate(() -> numbers(6)).limit(width).toArray(double[][]::new);
    double[] alpha = numbers(6);
    double[] scales = {0.3, 0.5, 0.7, 0.4};
    double[] fewer = {0.3, 0.5, 0.7, 0};
    NumberKernel kernel = new NumberKernel(code, means);
    return given(
        "ANOVA",
        trial,
        new AnovaExpansion(kernel, duals, 2, scales, alpha),
        new AnovaExpansion(kernel, duals, 2, fewer, alpha),
        new AnovaExpansion(new NumberKernel(otherScale(code), means), duals, 2, scales, alpha));
  }

  @ParameterizedTest
  @MethodSource("given")
  void meanOverAllEventsIsTheGradientUnderAnySurrogate(Given given) {
    double error = distance(given.trial.exact(), given.trial.mean(given.sound, SHARE));
    assertTrue(error < TOLERANCE, () -> "off by " + error);
  }

  @ParameterizedTest
  @MethodSource("given")
  void meanOfAnotherSurrogateIsRejected(Given given) {
    double[] exact = given.trial.exact();
    for (KnownMean mutant : given.mutants) {
      assertTrue(distance(exact, given.trial.mean(1, mutant, SHARE)) > WRONG);
    }
  }
}
