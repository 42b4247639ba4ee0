package io.thalweg.estimator;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.thalweg.Answerable;
import io.thalweg.Case;
import io.thalweg.Cases;
import io.thalweg.Concrete;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Distribution;
import io.thalweg.Estimand;
import io.thalweg.Estimator;
import io.thalweg.Factorized;
import io.thalweg.Finite;
import io.thalweg.MeanField;
import io.thalweg.Objective;
import io.thalweg.Reparameterized;
import io.thalweg.check.Unbiasedness;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import io.thalweg.distribution.Gaussian;
import io.thalweg.distribution.PlackettLuce;
import io.thalweg.distribution.Poisson;
import io.thalweg.estimator.relaxation.Rebar;
import io.thalweg.support.SplitMix;
import io.thalweg.support.Streams;
import io.thalweg.surrogate.Network;
import io.thalweg.surrogate.Networks;
import io.thalweg.surrogate.RescaledRelaxation;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The test of unbiasedness rejects estimators with one mistake; {@code UnbiasednessTest} shows that
 * it also rejects every estimator of the registry with one coordinate scaled by 0.9.
 */
@Tag("proof")
class MutantsTest {

  private static final long[] FEW = {1_000, 4_000, 16_000};

  static List<Case> cases() {
    return Cases.ofMean();
  }

  static Stream<Case> bernoulliCases() {
    return cases().stream().filter(problem -> problem.law() instanceof Bernoulli);
  }

  static Stream<Case> concreteCases() {
    return cases().stream()
        .filter(problem -> problem.law() instanceof Concrete)
        .filter(problem -> problem.objective() instanceof DifferentiableObjective);
  }

  static Stream<Case> concreteOrderCases() {
    return concreteCases().filter(problem -> problem.law() instanceof PlackettLuce);
  }

  static Stream<Case> concreteBernoulliCases() {
    return concreteCases().filter(problem -> problem.law() instanceof Bernoulli);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void baselineWithItsOwnSampleIsRejected(Case problem) {
    assertRejected("own sample", Mutants.ownSampleInBaseline(0.1), problem);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void leaveOneOutMeanWithItsOwnSampleIsRejected(Case problem) {
    assertRejected("rloo", Mutants.ownSampleInMean(4), problem);
  }

  @ParameterizedTest
  @MethodSource("bernoulliCases")
  void armOfIndependentArmsIsRejected(Case problem) {
    assertRejected(
        "independent arms",
        (law, random) -> Mutants.arm(0, false).ask((Bernoulli) law, random),
        problem);
  }

  /** Not a mutant: both arms have the same mean, so that the 1/2 only lowers the variance. */
  @ParameterizedTest
  @MethodSource("bernoulliCases")
  void armWithoutTheHalfIsAccepted(Case problem) {
    Unbiasedness verdict =
        judge(
            "no half",
            (law, random) -> Mutants.arm(0.5, true).ask((Bernoulli) law, random),
            problem);
    assertInstanceOf(Unbiasedness.Unbiased.class, verdict);
  }

  @ParameterizedTest
  @MethodSource("bernoulliCases")
  void disArmWithoutItsFactorIsRejected(Case problem) {
    assertRejected(
        "disarm",
        (law, random) -> Mutants.disArmWithoutFactor().ask((Bernoulli) law, random),
        problem);
  }

  @ParameterizedTest
  @MethodSource("concreteCases")
  void detachedConditionalDrawIsRejected(Case problem) {
    assertRejected(
        "detached",
        (law, random) ->
            Answerable.byAny(
                Mutants.<Concrete, DifferentiableObjective>detached(
                        RescaledRelaxation.scaled(0.5, 0.01))
                    .ask((Concrete) law, random)),
        problem);
  }

  static Stream<Case> orderCases() {
    return cases().stream().filter(problem -> problem.law() instanceof PlackettLuce);
  }

  /** The surrogate has the size of f and one hidden unit: how far item 0 is ahead of item 1. */
  @ParameterizedTest
  @MethodSource("orderCases")
  void detachedConditionalOrderIsRejected(Case problem) {
    int items = problem.law().dimension();
    double[] parameters = new double[items + 3];
    parameters[0] = 2;
    parameters[1] = -2;
    parameters[items + 1] = 5 * problem.scale();
    Network network = Networks.of(parameters, items, 1, 0.01);
    assertRejected(
        "detached order",
        (law, random) -> Mutants.detached(network).ask((PlackettLuce) law, random),
        problem);
  }

  @ParameterizedTest
  @MethodSource("concreteOrderCases")
  void relaxedOrderThatMovesWithoutItsDistancesIsRejected(Case problem) {
    Concrete wrong = new WithoutDistances((PlackettLuce) problem.law());
    assertRejected(
        "without distances",
        (law, random) -> Answerable.byAny(new Rebar(0.5, 0.01).ask(wrong, random)),
        problem);
  }

  @ParameterizedTest
  @MethodSource("concreteBernoulliCases")
  void oppositeConditionIsRejected(Case problem) {
    Concrete wrong = WrongCondition.of((Bernoulli) problem.law());
    assertRejected(
        "opposite",
        (law, random) -> Answerable.byAny(new Rebar(0.5, 0.01).ask(wrong, random)),
        problem);
  }

  @ParameterizedTest
  @MethodSource("bernoulliCases")
  void armsWithoutItsCorrectionIsRejected(Case problem) {
    assertRejected(
        "arms",
        (law, random) -> Mutants.armsWithoutCorrection(4).ask((Bernoulli) law, random),
        problem);
  }

  /** Elsewhere the bias of these mutants may be too small to be of interest. */
  static Stream<Case> categoricalCases() {
    return cases().stream().filter(problem -> problem.law() instanceof Categorical);
  }

  @ParameterizedTest
  @MethodSource("categoricalCases")
  void drawsOfAnotherLawWithoutTheirWeightsAreRejected(Case problem) {
    assertRejected("unweighted", Mutants.unweightedProposal(), problem);
  }

  @ParameterizedTest
  @MethodSource("categoricalCases")
  void unorderedSetWeightedBySharesIsRejected(Case problem) {
    assertRejected(
        "shares", (law, random) -> Mutants.setByShares(2).ask((Finite) law, random), problem);
  }

  @ParameterizedTest
  @MethodSource("categoricalCases")
  void sampleThatCountsForTheWholeLawIsRejected(Case problem) {
    assertRejected(
        "full weight",
        (law, random) -> Mutants.sampleOfFullWeight(1).ask((Finite) law, random),
        problem);
  }

  static Stream<Case> reparameterizedCases() {
    return cases().stream().filter(problem -> problem.law() instanceof Reparameterized);
  }

  @ParameterizedTest
  @MethodSource("reparameterizedCases")
  void mirroredDrawsWithTheirPartnerInTheBaselineAreRejected(Case problem) {
    assertRejected(
        "partner",
        (law, random) -> Mutants.partnerInBaseline(4).ask((Reparameterized) law, random),
        problem);
  }

  /** Laws of several parameters: with one, all signs are those of the difference. */
  static Stream<Case> severalParameters() {
    return reparameterizedCases().filter(problem -> problem.law().dimension() > 1);
  }

  @ParameterizedTest
  @MethodSource("severalParameters")
  void differenceWithoutTheSignsOfItsDirectionIsRejected(Case problem) {
    assertRejected(
        "signs",
        (law, random) -> Mutants.spsaWithoutSigns(0.1).ask((Reparameterized) law, random),
        problem);
  }

  static Stream<Case> factorizedCases() {
    return cases().stream().filter(problem -> problem.law() instanceof Factorized);
  }

  @ParameterizedTest
  @MethodSource("factorizedCases")
  void criticThatIsTheMeanOfBothIsRejected(Case problem) {
    assertRejected(
        "mean of both",
        (law, random) -> Mutants.meanOfBothAsCritic().ask((Factorized) law, random),
        problem);
  }

  static Stream<Case> meanFieldCases() {
    return cases().stream().filter(problem -> problem.law() instanceof MeanField);
  }

  /**
   * Eight draws are the fewest to which anything is fitted. With the sines of these two cases their
   * bias is below the resolution; that of sixteen draws is above.
   */
  @ParameterizedTest
  @MethodSource("meanFieldCases")
  void surrogateOfItsOwnDrawsIsRejected(Case problem) {
    int draws = Set.of("gaussian", "logistic").contains(problem.name()) ? 16 : 8;
    assertRejected(
        "own surrogate",
        (law, random) -> Mutants.surrogateOfItsOwnDraws(draws).ask((MeanField) law, random),
        problem);
  }

  /** One weight for contexts of different gradients; the mean of the draws takes part in it. */
  static Stream<Case> casesOfContexts() {
    return cases().stream()
        .filter(problem -> problem.law().contexts() > 1)
        .filter(
            problem ->
                problem.law() instanceof Bernoulli
                    || problem.law() instanceof Gaussian
                    || problem.law() instanceof Poisson);
  }

  @ParameterizedTest
  @MethodSource("casesOfContexts")
  void weightsOfTheirOwnDrawsAreRejected(Case problem) {
    assertRejected("own weights", Mutants.weightsOfTheirOwnDraws(12), problem);
  }

  /**
   * Lists bounds of several draws. With one draw the weight is always 1, and the missing term has
   * mean zero.
   */
  static Stream<Case> bounds() {
    return Cases.all().stream()
        .filter(problem -> problem.estimand() instanceof Estimand.Bound bound && bound.draws() > 1);
  }

  @ParameterizedTest
  @MethodSource("bounds")
  void vimcoOfFixedWeightsIsRejected(Case problem) {
    int draws = ((Estimand.Bound) problem.estimand()).draws();
    assertRejected("vimco", Mutants.vimcoOfFixedWeights(draws), problem);
  }

  static Stream<Case> boundsOfBits() {
    return bounds().filter(problem -> problem.law() instanceof Bernoulli);
  }

  @ParameterizedTest
  @MethodSource("boundsOfBits")
  void localDisArmOfFixedWeightsIsRejected(Case problem) {
    int draws = ((Estimand.Bound) problem.estimand()).draws();
    assertRejected(
        "local",
        (law, random) -> Mutants.localDisArmOfFixedWeights(draws).ask((Bernoulli) law, random),
        problem);
  }

  static Stream<Case> bests() {
    return Cases.all().stream().filter(problem -> problem.estimand() instanceof Estimand.Best);
  }

  @ParameterizedTest
  @MethodSource("bests")
  void winnerThatIsCreditedWithTheWholeIsRejected(Case problem) {
    int draws = ((Estimand.Best) problem.estimand()).draws();
    assertRejected("winner", Mutants.winnerTakesAll(draws), problem);
  }

  private static Unbiasedness judge(
      String mutant, Estimator<Distribution, Objective> estimator, Case problem) {
    return Trial.judge(estimator, problem, random(mutant, problem));
  }

  private static SplitMix random(String mutant, Case problem) {
    return Streams.named(1, mutant + " on " + problem.name());
  }

  /**
   * Most mutants are rejected by few draws already, at the same critical z; only the others need
   * all the draws of the suite.
   */
  private static void assertRejected(
      String mutant, Estimator<Distribution, Objective> estimator, Case problem) {
    boolean rejected = false;
    for (int n = 0; n < FEW.length && !rejected; n++) {
      rejected =
          Trial.test(problem, FEW[n])
                  .run(
                      estimator,
                      problem.law(),
                      problem.objective(),
                      problem.exact(),
                      random(mutant, problem))
              instanceof Unbiasedness.Biased;
    }
    if (!rejected) {
      assertInstanceOf(Unbiasedness.Biased.class, judge(mutant, estimator, problem));
    }
  }
}
