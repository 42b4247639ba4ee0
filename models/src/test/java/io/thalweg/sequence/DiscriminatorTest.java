package io.thalweg.sequence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Events;
import io.thalweg.support.Streams;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DiscriminatorTest {

  private static final int HIDDEN = 4;
  private static final Windows WINDOWS = new Windows(3, 2);

  private static Discriminator discriminator(double rate) {
    return new Discriminator(WINDOWS, 3, HIDDEN, rate, Streams.named(1, "discriminator"));
  }

  private static Exact exact(Discriminator discriminator) {
    return new Exact(3, 3, 2, HIDDEN, discriminator.parameters().values());
  }

  private static double logit(Exact exact, int[] x) {
    double sum = 0;
    for (int t = 0; t < x.length; t++) {
      sum += exact.logits(x, t)[x[t]];
    }
    return sum;
  }

  @Test
  void logitsAreSumsOverPlaces() {
    Discriminator discriminator = discriminator(0.01);
    Exact exact = exact(discriminator);
    double[] logits = discriminator.logits(exact.sequences());
    for (int i = 0; i < logits.length; i++) {
      assertEquals(logit(exact, exact.sequence(i)), logits[i], 1e-6);
    }
  }

  @Test
  void lossHasTheExactGradient() {
    Discriminator discriminator = discriminator(0.01);
    Exact exact = exact(discriminator);
    double[] real = {0, 1, 2, 2, 2, 0};
    double[] fake = {1, 1, 1};
    double[] expected =
        exact.differences(
            () ->
                (softplus(-logit(exact, new int[] {0, 1, 2}))
                            + softplus(-logit(exact, new int[] {2, 2, 0})))
                        / 2
                    + softplus(logit(exact, new int[] {1, 1, 1})));
    discriminator.gather(real, fake);
    assertArrayEquals(expected, discriminator.parameters().takeGradient(), 1e-6);
  }

  private static double softplus(double x) {
    return Math.log(1 + Math.exp(x));
  }

  @Test
  void costIsThatOfTheOdds() {
    Discriminator discriminator = discriminator(0.01);
    double d = discriminator.logits(new double[] {2, 0, 1})[0];
    double probability = 1 / (1 + Math.exp(-d));
    for (double odds : new double[] {0, 0.5, 1}) {
      double expected = -(Math.log(probability) - odds * Math.log(1 - probability));
      Events[] nodes =
          Arrays.stream(new double[] {2, 0, 1})
              .mapToObj(token -> Events.ofCategories(new double[] {token}, 1, 1, 3))
              .toArray(Events[]::new);
      assertEquals(expected, discriminator.cost(odds).evaluate(nodes).values()[0], 1e-12);
    }
  }

  @Test
  void learnsToTellTwoModelsApart() {
    TokenModel one = TokenModel.oracle(WINDOWS, 3, HIDDEN, 2, Streams.named(1, "one"));
    TokenModel other = TokenModel.oracle(WINDOWS, 3, HIDDEN, 2, Streams.named(1, "other"));
    Discriminator discriminator = discriminator(0.01);
    var random = Streams.named(1, "sequences");
    for (int step = 0; step < 300; step++) {
      discriminator.step(one.sample(64, random), other.sample(64, random));
    }
    Exact p = Exact.of(one, HIDDEN);
    Exact q = Exact.of(other, HIDDEN);
    double best = 0;
    for (int i = 0; i < p.count(); i++) {
      int[] x = p.sequence(i);
      best += Math.max(Math.exp(p.logProbability(x)), Math.exp(q.logProbability(x))) / 2;
    }
    double accuracy =
        discriminator.accuracy(one.sample(5_000, random), other.sample(5_000, random));
    double most = best;
    // The standard deviation of an accuracy of 10,000 sequences is at most 0.005.
    assertTrue(accuracy > most - 0.04 && accuracy < most + 0.025, () -> accuracy + " of " + most);
  }
}
