package io.thalweg.estimator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Case;
import io.thalweg.Cumulative;
import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.JumpCases;
import io.thalweg.Objective;
import io.thalweg.Ordinal;
import io.thalweg.ProductCases;
import io.thalweg.WeaklyDifferentiable;
import io.thalweg.check.Unbiasedness;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.ForwardingLaw;
import io.thalweg.distribution.Gamma;
import io.thalweg.distribution.Gaussian;
import io.thalweg.distribution.Poisson;
import io.thalweg.distribution.Product;
import io.thalweg.estimator.flow.JumpFlow;
import io.thalweg.estimator.pathwise.MeasureValued;
import io.thalweg.objective.Piecewise;
import io.thalweg.support.SplitMix;
import io.thalweg.support.Streams;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Estimators that need more of a law than a score, under products of laws that all have it.
 *
 * <p>{@link UnbiasednessTest} and {@link MidpointExactnessTest} have a product of bits and
 * categories, with all estimators; {@code KnownMeanOfNumbersTest} has regression.
 */
@Tag("proof")
class ProductAbilitiesTest {

  private static final Set<String> NEEDING_MORE = Set.of("go", "measure_valued");

  static List<Case> cases() {
    return ProductCases.all();
  }

  static Stream<Trial> trials() {
    return cases().stream()
        .flatMap(
            problem ->
                Registry.all().stream()
                    .filter(recipe -> NEEDING_MORE.contains(recipe.id()))
                    .filter(
                        recipe ->
                            recipe.fits(
                                problem.estimand(), problem.law(), problem.objective().getClass()))
                    .map(recipe -> new Trial(recipe, problem, false)));
  }

  @ParameterizedTest
  @MethodSource("trials")
  void estimatesAreUnbiased(Trial trial) {
    Unbiasedness verdict = Trial.judge(trial.create(), trial.problem(), trial.random("product"));
    assertInstanceOf(Unbiasedness.Unbiased.class, verdict, verdict::toString);
  }

  @Test
  void eachIsTriedWhereAllPartsHaveWhatItNeeds() {
    Set<String> tried =
        trials().map(Trial::toString).collect(Collectors.toCollection(TreeSet::new));
    Set<String> expected = new TreeSet<>();
    for (Case problem : cases()) {
      expected.add("measure_valued on " + problem.name());
    }
    expected.add("go on bernoulli x poisson");
    expected.add("go on categorical x binomial");
    assertEquals(expected, tried);
  }

  /** A product whose last pair has the constant of the first. */
  private record OtherConstants(WeaklyDifferentiable law)
      implements ForwardingLaw, WeaklyDifferentiable {

    @Override
    public WeaklyDifferentiable at(double[] parameters) {
      return new OtherConstants((WeaklyDifferentiable) law.at(parameters));
    }

    @Override
    public Pairs pairs(RandomGenerator random) {
      Pairs pairs = law.pairs(random);
      double[] constants = pairs.constants().clone();
      constants[constants.length - 1] = constants[0];
      return new Pairs(pairs.draw(), constants, pairs.positive(), pairs.negative());
    }
  }

  /** A product of two whole numbers, each of which moves with the parameters of the other. */
  private record OtherParameters(Ordinal law) implements ForwardingLaw, Ordinal {

    @Override
    public Ordinal at(double[] parameters) {
      return new OtherParameters((Ordinal) law.at(parameters));
    }

    @Override
    public double largest() {
      return law.largest();
    }

    @Override
    public double largest(int variable) {
      return law.largest(variable);
    }

    @Override
    public void addTransport(Events events, double[] differences, double[] gradient) {
      double[] own = new double[2];
      law.addTransport(events, differences, own);
      gradient[0] += own[1];
      gradient[1] += own[0];
    }
  }

  @Test
  void partsThatMoveWithOtherParametersAreRejected() {
    assertRejected(
        "measure_valued",
        new OtherConstants((WeaklyDifferentiable) ProductCases.countAndLevel().law()),
        ProductCases.countAndLevel());
    assertRejected(
        "go",
        new OtherParameters((Ordinal) ProductCases.bitAndCount().law()),
        ProductCases.bitAndCount());
  }

  private static void assertRejected(String id, Distribution mutant, Case problem) {
    SplitMix random = Streams.named(1, id + " mutant");
    Estimator<Distribution, Objective> estimator =
        Registry.find(id)
            .orElseThrow()
            .create(mutant, problem.objective().getClass(), Settings.defaults(), random);
    Unbiasedness verdict =
        Trial.judge((law, noise) -> estimator.ask(mutant, noise), problem, random);
    assertInstanceOf(Unbiasedness.Biased.class, verdict, verdict::toString);
  }

  /** Draws are those of one law of both variables, whose parameters stand in another order. */
  @Test
  void flowThroughJumpsIsThatOfOneLaw() {
    Piecewise f = (Piecewise) JumpCases.lines().objective();
    double[] theta = JumpCases.plane().parameters();
    Cumulative law =
        Product.of(
            Cumulative.class,
            Gaussian.ofParameters(new double[] {theta[0]}, new double[] {theta[2]}),
            Gaussian.ofParameters(new double[] {theta[1]}, new double[] {theta[3]}));
    for (int seed = 0; seed < 20; seed++) {
      double[] whole =
          new JumpFlow(0.7).estimate(JumpCases.plane(), f, new SplitMix(seed)).gradient();
      double[] parts = new JumpFlow(0.7).estimate(law, f, new SplitMix(seed)).gradient();
      double[] expected = {whole[0], whole[2], whole[1], whole[3]};
      assertArrayEquals(expected, parts, 1e-14);
    }
  }

  /** A pair differs from the draw in the coordinates of one part. */
  @Test
  void pairsShareTheDrawOfTheOtherParts() {
    WeaklyDifferentiable law =
        Product.of(WeaklyDifferentiable.class, Bernoulli.of(0.3), Poisson.of(2), Gamma.of(2, 1));
    Estimate estimate = new MeasureValued().estimate(law, x -> x[0] + x[1] * x[2], new SplitMix(3));
    double[] draw = estimate.events().value(0);
    for (int row = 1; row < estimate.evaluations(); row++) {
      double[] event = estimate.events().value(row);
      int differing = 0;
      for (int i = 0; i < draw.length; i++) {
        differing += event[i] == draw[i] ? 0 : 1;
      }
      assertEquals(1, differing);
    }
    assertTrue(estimate.evaluations() <= 1 + 1 + 1 + 3);
  }
}
