package io.thalweg.estimator;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Answerable;
import io.thalweg.Case;
import io.thalweg.Concrete;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.Path;
import io.thalweg.Question;
import io.thalweg.Relaxable;
import io.thalweg.Squash;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import io.thalweg.distribution.ForwardingLaw;
import io.thalweg.estimator.combinator.MeanOf;
import io.thalweg.estimator.combinator.Parallel;
import io.thalweg.estimator.coupling.DisArm;
import io.thalweg.estimator.relaxation.Rebar;
import io.thalweg.estimator.score.ImportanceSampling;
import io.thalweg.support.SplitMix;
import io.thalweg.support.Streams;
import io.thalweg.support.Uniforms;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The comparisons of {@code GivenTest} reject laws and estimators that misuse a given event. */
@Tag("proof")
class GivenMutantsTest {

  private static final double RESOLUTION = 0.06;
  // To see that the square of an estimate is another.
  private static final double FINE = 0.02;

  private static final Case BITS = GivenTest.BITS;
  private static final Case CATEGORIES = GivenTest.CATEGORIES;

  private static FirstEvents.Comparison compared(
      String name, FirstEvents.AtEvents atEvents, Estimator<?, ?> estimator, Case problem) {
    return compared(name, atEvents, estimator, problem, RESOLUTION);
  }

  private static FirstEvents.Comparison compared(
      String name,
      FirstEvents.AtEvents atEvents,
      Estimator<?, ?> estimator,
      Case problem,
      double resolution) {
    FirstEvents given =
        FirstEvents.of(atEvents, problem, resolution, Streams.named(1, name + ": given"));
    return given.with(given.plain(any(estimator), Streams.named(1, name + ": plain")));
  }

  /** The test knows which law and objective the estimator needs. */
  @SuppressWarnings("unchecked")
  private static Estimator<Distribution, Objective> any(Estimator<?, ?> estimator) {
    return (Estimator<Distribution, Objective>) estimator;
  }

  private static Estimator<Distribution, Objective> made(String recipe, Case problem) {
    return Registry.find(recipe)
        .orElseThrow()
        .create(
            problem.law(),
            problem.objective().getClass(),
            Settings.defaults(),
            Streams.named(1, recipe));
  }

  static Stream<Arguments> couplings() {
    return Stream.of(
        Arguments.of("arm", BITS),
        Arguments.of("disarm", BITS),
        Arguments.of("arms", BITS),
        Arguments.of("unordered_set", BITS),
        Arguments.of("ar", CATEGORIES),
        Arguments.of("ars", CATEGORIES),
        Arguments.of("arsm", CATEGORIES),
        Arguments.of("carms", CATEGORIES));
  }

  /** The first event is overwritten, the noise behind it is not drawn given it. */
  @ParameterizedTest
  @MethodSource("couplings")
  void noiseThatIsNotGivenTheEventIsRejected(String recipe, Case problem) {
    Estimator<Distribution, Objective> estimator = made(recipe, problem);
    FirstEvents.AtEvents overwriting =
        (law, taken, random) -> {
          Question<?> question = estimator.ask(law, random);
          return Answerable.byAny(question.seen(asked -> overwritten(asked, taken)))
              .put(problem.objective());
        };
    assertFalse(compared(recipe, overwriting, estimator, problem).agrees());
  }

  private static Events overwritten(Events asked, Events taken) {
    double[] values = asked.values().clone();
    System.arraycopy(taken.values(), 0, values, 0, taken.values().length);
    return asked.isRagged()
        ? Events.ragged(
            values, IntStream.range(0, asked.count()).map(asked::context).toArray(), asked.shape())
        : asked.withValues(values);
  }

  static Stream<Case> relaxed() {
    return Stream.of(BITS, CATEGORIES);
  }

  /** Otherwise the mutants of a relaxation would be rejected for another reason. */
  @ParameterizedTest
  @MethodSource("relaxed")
  void relaxationThatIsOnlyForwardedIsAccepted(Case problem) {
    assertTrue(comparedRelaxation(problem, (law, random) -> law.relax(1, random)).agrees());
  }

  @ParameterizedTest
  @MethodSource("relaxed")
  void relaxedPointThatMovesAlongItsConditionalPathIsRejected(Case problem) {
    FirstEvents.Comparison comparison =
        comparedRelaxation(
            problem,
            (law, random) -> {
              Relaxable.Relaxation sound = law.relax(1, random);
              return new Again(sound.draws(), sound.conditional(random), sound.conditional(random));
            });
    assertFalse(comparison.agrees());
  }

  /** Every mean is right: only the square of the estimate tells. */
  @ParameterizedTest
  @MethodSource("relaxed")
  void conditionalPointThatIsTheRelaxedPointIsRejected(Case problem) {
    FirstEvents.Comparison comparison =
        comparedRelaxation(
            problem,
            (law, random) -> {
              long seed = random.nextLong();
              Relaxable.Relaxation sound = law.relax(1, new SplitMix(seed));
              SplitMix again = new SplitMix(seed);
              // As many numbers as the points of a plain law take.
              Uniforms.open(again, law.contexts() * law.relaxedSize());
              return new Again(sound.draws(), sound.relaxed(), sound.conditional(again));
            });
    assertFalse(comparison.agrees());
  }

  private interface Relaxing {
    Relaxable.Relaxation relax(Concrete law, RandomGenerator random);
  }

  private static FirstEvents.Comparison comparedRelaxation(Case problem, Relaxing relaxing) {
    Estimator<Concrete, DifferentiableObjective> rebar = new Rebar(0.5, 0.01);
    DifferentiableObjective f = (DifferentiableObjective) problem.objective();
    return compared(
        "rebar",
        (law, taken, random) ->
            rebar.estimate(new Relaxed((Concrete) law.given(taken), relaxing), f, random),
        rebar,
        problem,
        FINE);
  }

  private record Again(Events draws, Path relaxed, Path again) implements Relaxable.Relaxation {

    @Override
    public Path conditional(RandomGenerator random) {
      return again;
    }
  }

  /** A law with another relaxation. */
  private record Relaxed(Concrete law, Relaxing relaxing) implements ForwardingLaw, Concrete {

    @Override
    public Distribution at(double[] parameters) {
      return law.at(parameters);
    }

    @Override
    public int relaxedSize() {
      return law.relaxedSize();
    }

    @Override
    public Squash squash() {
      return law.squash();
    }

    @Override
    public Relaxation relax(int draws, RandomGenerator random) {
      return relaxing.relax(law, random);
    }
  }

  /** The tempered law would draw the event with certainty. */
  @Test
  void lawThatKeepsTheEventAtOtherParametersIsRejected() {
    Objective f = CATEGORIES.objective();
    Estimator<Distribution, Objective> estimator = ImportanceSampling.tempered(1, 0.5);
    FirstEvents.AtEvents keeping =
        (law, taken, random) ->
            estimator.estimate(new Keeping(((Categorical) law).given(taken)), f, random);
    SplitMix random = Streams.named(1, "keeping");
    assertFalse(FirstEvents.of(keeping, CATEGORIES, RESOLUTION, random).withExact().agrees());
    FirstEvents.AtEvents sound = FirstEvents.given(estimator, f);
    assertTrue(FirstEvents.of(sound, CATEGORIES, RESOLUTION, random).withExact().agrees());
  }

  private record Keeping(Categorical law) implements ForwardingLaw {

    @Override
    public Keeping at(double[] parameters) {
      return new Keeping(law.at(parameters).given(law.drawn().orElseThrow()));
    }
  }

  static Stream<Estimator<?, ?>> combinations() {
    return Stream.of(new MeanOf<>(3, new DisArm()), new Parallel<>(new DisArm(), Runnable::run, 5));
  }

  @ParameterizedTest
  @MethodSource("combinations")
  void combinationsKeepTheEvent(Estimator<?, ?> estimator) {
    FirstEvents.Comparison comparison =
        compared(
            "sound combination",
            FirstEvents.given(any(estimator), BITS.objective()),
            estimator,
            BITS);
    assertTrue(comparison.agrees(), comparison::toString);
  }

  @ParameterizedTest
  @MethodSource("combinations")
  void combinationThatLosesTheEventIsRejected(Estimator<?, ?> estimator) {
    FirstEvents.AtEvents losing =
        (law, taken, random) -> any(estimator).estimate(law, BITS.objective(), random);
    assertFalse(compared("losing", losing, estimator, BITS).agrees());
  }

  @Test
  void meanWhoseEstimatesAllBeginWithTheEventIsRejected() {
    DisArm disarm = new DisArm();
    FirstEvents.AtEvents repeating =
        (law, taken, random) -> {
          Bernoulli bits = ((Bernoulli) law).given(taken);
          Estimate one = disarm.estimate(bits, BITS.objective(), random);
          double[] other = disarm.estimate(bits, BITS.objective(), random).gradient();
          double[] mean = one.gradient().clone();
          Arrays.setAll(mean, i -> (mean[i] + other[i]) / 2);
          return one.withGradient(mean);
        };
    assertFalse(compared("repeating", repeating, new MeanOf<>(2, disarm), BITS).agrees());
  }
}
