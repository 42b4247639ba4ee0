package io.thalweg.sequence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Distribution;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.estimator.Registry;
import io.thalweg.estimator.Settings;
import io.thalweg.estimator.score.Enumeration;
import io.thalweg.estimator.score.LocalExpectation;
import io.thalweg.estimator.score.Reinforce;
import io.thalweg.estimator.score.Rloo;
import io.thalweg.program.Estimates;
import io.thalweg.program.Given;
import io.thalweg.program.Link;
import io.thalweg.program.Program;
import io.thalweg.support.SplitMix;
import io.thalweg.support.Streams;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Gradients of a program in the weights that all its nodes share, against central differences of a
 * sum over all sequences in double precision.
 */
@Tag("proof")
class TokenProgramTest {

  private static final int HIDDEN = 3;

  /** A generator and a discriminator of few tokens. */
  private record Tiny(TokenModel generator, Discriminator discriminator, int length) {

    static Tiny of(int tokens, int length) {
      Windows windows = new Windows(tokens, 2);
      return new Tiny(
          TokenModel.oracle(windows, length, HIDDEN, 1.5, Streams.named(1, "generator")),
          new Discriminator(windows, length, 5, 0.01, Streams.named(1, "discriminator")),
          length);
    }

    double[] exactGradient(double odds) {
      return Exact.of(generator, HIDDEN).gradient(x -> cost(x, odds));
    }

    private double cost(int[] x, double odds) {
      double[] sequence = new double[length];
      for (int t = 0; t < length; t++) {
        sequence[t] = x[t];
      }
      double d = discriminator.logits(sequence)[0];
      return Math.log(1 + Math.exp(-d)) - odds * Math.log(1 + Math.exp(d));
    }

    /** The mean gradient of a program over all that can be drawn in it. */
    double[] meanGradient(Estimator<? super ChosenLaw, ? super Objective> each, double odds) {
      return meanGradient(Collections.nCopies(length, each), odds, 2);
    }

    double[] meanGradient(
        List<? extends Estimator<? super ChosenLaw, ? super Objective>> estimators,
        double odds,
        int parents) {
      Choices choices = new Choices();
      Link<ChosenLaw> link =
          events -> {
            var given = generator.link(1).given(events);
            return Given.of(new ChosenLaw(given.law(), choices), given::pullback);
          };
      Program program = TokenProgram.of(1, parents, link, estimators, discriminator.cost(odds));
      double[] mean = new double[generator.parameters().size()];
      double total = 0;
      do {
        Estimates estimates = program.estimate(new SplitMix(0));
        estimates.pullback(1);
        double[] gradient = generator.parameters().takeGradient();
        for (int i = 0; i < mean.length; i++) {
          mean[i] += choices.probability() * gradient[i];
        }
        total += choices.probability();
      } while (choices.next());
      assertEquals(1, total, 1e-9, "the probability of all that can be drawn");
      return mean;
    }
  }

  /** Every draw of the trace and of all replays is made in all ways: nothing is left to chance. */
  @Test
  void meanOfEnumerationsIsTheExactGradient() {
    Tiny tiny = Tiny.of(2, 3);
    double[] exact = tiny.exactGradient(1);
    assertArrayEquals(exact, tiny.meanGradient(new Enumeration(), 1), 1e-6);
    assertArrayEquals(exact, tiny.meanGradient(new LocalExpectation(), 1), 1e-6);
    assertArrayEquals(exact, tiny.meanGradient(new Reinforce(), 1), 1e-6);
    assertArrayEquals(tiny.exactGradient(0), tiny.meanGradient(new Enumeration(), 0), 1e-6);
  }

  @Test
  void meanOfMixedEstimatorsIsTheExactGradient() {
    Tiny tiny = Tiny.of(3, 2);
    double[] exact = tiny.exactGradient(0.5);
    assertArrayEquals(exact, tiny.meanGradient(new Rloo(2), 0.5), 1e-6);
    List<Estimator<ChosenLaw, Objective>> mixed = Estimator.listOf(new Rloo(2), new Enumeration());
    assertArrayEquals(exact, tiny.meanGradient(mixed, 0.5, 2), 1e-6);
  }

  /** A law that lacks the token before the last one as a parent misses it, and credit is lost. */
  @Test
  void tooFewParentsAreFound() {
    Tiny tiny = Tiny.of(2, 3);
    double[] wrong = tiny.meanGradient(Collections.nCopies(3, new Enumeration()), 1, 1);
    double[] exact = tiny.exactGradient(1);
    double largest = 0;
    for (int i = 0; i < exact.length; i++) {
      largest = Math.max(largest, Math.abs(wrong[i] - exact[i]));
    }
    assertTrue(largest > 1e-3, "the largest mistake is " + largest);
  }

  /** Estimators that draw in other ways than by categories, at every token, in all weights. */
  @ParameterizedTest
  @ValueSource(
      strings = {"carms", "relax", "unordered_set", "go", "measure_valued", "arsm", "nvil"})
  void meansOfDrawsAreTheExactGradient(String id) {
    Tiny tiny = Tiny.of(3, 3);
    double[] exact = tiny.exactGradient(1);
    SplitMix random = Streams.named(1, id);
    List<Estimator<Distribution, Objective>> estimators = new ArrayList<>();
    Distribution law = tiny.generator().link(1).given().law();
    for (int t = 0; t < 3; t++) {
      estimators.add(
          Registry.find(id)
              .orElseThrow()
              .create(law, Objective.class, Settings.defaults(), random));
    }
    int contexts = 64;
    int repeats = 400;
    Program program =
        TokenProgram.of(
            contexts, 2, tiny.generator().link(contexts), estimators, tiny.discriminator().cost(1));
    for (int step = 0; step < 20; step++) {
      program.learn(program.estimate(random));
    }
    double[] mean = new double[exact.length];
    double[] squares = new double[exact.length];
    for (int n = 1; n <= repeats; n++) {
      program.estimate(random).pullback(1.0 / contexts);
      double[] gradient = tiny.generator().parameters().takeGradient();
      for (int i = 0; i < mean.length; i++) {
        double above = gradient[i] - mean[i];
        mean[i] += above / n;
        squares[i] += above * (gradient[i] - mean[i]);
      }
    }
    for (int i = 0; i < mean.length; i++) {
      double error = Math.sqrt(squares[i] / (repeats - 1) / repeats);
      // A normal number is beyond 6 standard deviations once in 5e8.
      assertEquals(exact[i], mean[i], 6 * error + 1e-6, "weight " + i);
    }
  }
}
