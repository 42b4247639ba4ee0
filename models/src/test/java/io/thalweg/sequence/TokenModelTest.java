package io.thalweg.sequence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.distribution.Categorical;
import io.thalweg.support.Streams;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TokenModelTest {

  private static final int HIDDEN = 4;
  private static final Windows WINDOWS = new Windows(3, 2);

  private static TokenModel model(String name) {
    return TokenModel.oracle(WINDOWS, 4, HIDDEN, 2, Streams.named(1, name));
  }

  @Test
  void windowsShowTheNearestTokenFirstAndZerosBeforeTheStart() {
    double[] inputs = WINDOWS.before(new double[] {2, 0, 1, 2}, 1, 4, 0, 4);
    double[] expected = {
      0, 0, 0, 0, 0, 0, //
      0, 0, 1, 0, 0, 0, //
      1, 0, 0, 0, 0, 1, //
      0, 1, 0, 1, 0, 0, //
      0, 0, 1, 0, 1, 0
    };
    assertArrayEquals(expected, inputs);
  }

  @Test
  void probabilitiesAreThoseOfAllSequences() {
    TokenModel model = model("model");
    Exact exact = Exact.of(model, HIDDEN);
    double[] sequences = exact.sequences();
    double[] q = model.conditionals(sequences).probabilities();
    double sum = 0;
    for (int i = 0; i < exact.count(); i++) {
      double probability = 1;
      for (int place = i * 4; place < i * 4 + 4; place++) {
        probability *= q[place * 3 + (int) sequences[place]];
      }
      assertEquals(Math.exp(exact.logProbability(exact.sequence(i))), probability, 1e-6);
      sum += probability;
    }
    assertEquals(1, sum, 1e-12);
  }

  @Test
  void drawsHaveTheProbabilitiesOfTheModel() {
    TokenModel model = model("model");
    Exact exact = Exact.of(model, HIDDEN);
    int draws = 40_000;
    double[] drawn = model.sample(draws, Streams.named(1, "draws"));
    double[] counts = new double[exact.count()];
    for (int row = 0; row < draws; row++) {
      int number = 0;
      for (int t = 3; t >= 0; t--) {
        number = number * 3 + (int) drawn[row * 4 + t];
      }
      counts[number]++;
    }
    double chiSquare = 0;
    for (int i = 0; i < counts.length; i++) {
      double expected = draws * Math.exp(exact.logProbability(exact.sequence(i)));
      chiSquare += Math.pow(counts[i] - expected, 2) / expected;
    }
    // Of 80 degrees of freedom: 1e-6 of all draws are beyond.
    assertEquals(80, chiSquare, 80);
  }

  /** The score is a mean over sequences; over all of them, weighted, it has no noise. */
  @Test
  void scoreOfAllSequencesIsThatOfEnumeration() {
    TokenModel oracle = model("oracle");
    TokenModel generator = model("generator");
    Exact p = Exact.of(oracle, HIDDEN);
    Exact q = Exact.of(generator, HIDDEN);
    double[] sequences = q.sequences();
    Categorical drawn = generator.conditionals(sequences);
    double[] scores = Likeness.crossEntropies(drawn, oracle.conditionals(sequences), 4);
    double[] entropies = Likeness.crossEntropies(drawn, drawn, 4);
    double score = 0;
    double entropy = 0;
    for (int i = 0; i < q.count(); i++) {
      double probability = Math.exp(q.logProbability(q.sequence(i)));
      score += probability * scores[i];
      entropy += probability * entropies[i];
    }
    assertEquals(q.mean(x -> -p.logProbability(x)) / 4, score, 1e-6);
    assertEquals(q.mean(x -> -q.logProbability(x)) / 4, entropy, 1e-6);
  }

  @Test
  void likelihoodHasTheExactGradient() {
    TokenModel model = model("model");
    Exact exact = Exact.of(model, HIDDEN);
    int[] numbers = {5, 70, 33};
    double[] data =
        Arrays.stream(numbers)
            .flatMap(i -> Arrays.stream(exact.sequence(i)))
            .asDoubleStream()
            .toArray();
    model.descendLikelihood(data);
    double[] expected =
        exact.differences(
            () ->
                -Arrays.stream(numbers)
                        .mapToDouble(i -> exact.logProbability(exact.sequence(i)))
                        .sum()
                    / data.length);
    assertArrayEquals(expected, model.parameters().takeGradient(), 1e-6);
  }

  @Test
  void transitionsAreFrequenciesAfterEachToken() {
    TokenModel model = model("model");
    double[] drawn = model.sample(300, Streams.named(1, "draws"));
    double[] transitions = Transitions.of(drawn, model.conditionals(drawn), 4);
    for (int token = 0; token < 3; token++) {
      assertEquals(1, Arrays.stream(transitions, token * 3, token * 3 + 3).sum(), 1e-12, "a row");
    }
  }
}
