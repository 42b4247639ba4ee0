package io.thalweg.estimator.combinator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Adaptive;
import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.Question;
import io.thalweg.baseline.MovingAverage;
import io.thalweg.baseline.PastMean;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.estimator.score.Reinforce;
import io.thalweg.estimator.score.ScoreEstimator;
import io.thalweg.optimizer.Descent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Learning, saving and loading of the parts of an estimator that is made of others. */
class LearnerTest {

  private static final Bernoulli LAW = Bernoulli.ofLogits(0.3, -0.8);
  private static final Objective F = b -> 3 + b[0] + 2 * b[1];

  /** REINFORCE with a baseline; its learner is the baseline, which is not the estimator. */
  private static final class Delegating implements ScoreEstimator<Distribution> {

    private final PastMean mean = new PastMean();

    @Override
    public Question<? super Objective> ask(Distribution law, RandomGenerator random) {
      return new Reinforce().minus(mean).ask(law, random);
    }

    @Override
    public Optional<Adaptive> learner() {
      return Optional.of(mean);
    }
  }

  private static double[] gradient(Estimator<? super Bernoulli, ? super Objective> estimator) {
    return estimator.estimate(LAW, F, new SplittableRandom(2)).gradient();
  }

  /** Lets one estimator learn, and loads what it saved into another, which must then equal it. */
  private static void assertSaved(Supplier<Estimator<? super Bernoulli, ? super Objective>> maker)
      throws IOException {
    var learned = maker.get();
    double[] before = gradient(learned);
    SplittableRandom random = new SplittableRandom(1);
    for (int step = 0; step < 5; step++) {
      Descent.learn(learned, LAW, F, random);
    }
    double[] after = gradient(learned);
    assertTrue(Math.abs(before[0] - after[0]) > 0.1, "it learned nothing");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    learned.learner().orElseThrow().save(new DataOutputStream(bytes));
    var loaded = maker.get();
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    loaded.learner().orElseThrow().load(in);
    assertEquals(0, in.available());
    assertArrayEquals(after, gradient(loaded));
  }

  @Test
  void partWhoseLearnerIsAnotherObjectIsSavedInAMean() throws IOException {
    assertSaved(() -> new MeanOf<Bernoulli, Objective>(2, new Delegating()));
    assertSaved(() -> new MeanOf<Bernoulli, Objective>(2, new MeanOf<>(2, new Delegating())));
  }

  @Test
  void partWhoseLearnerIsAnotherObjectIsSavedBelowABaseline() throws IOException {
    assertSaved(() -> new Delegating().minus(law -> new double[] {0.5}));
    assertSaved(() -> new Delegating().minus(new MovingAverage(0.9)));
  }

  @Test
  void estimatorWithoutAPartThatLearnsHasNoLearner() {
    assertTrue(new MeanOf<Bernoulli, Objective>(2, new Reinforce()).learner().isEmpty());
    assertTrue(new Reinforce().minus(law -> new double[] {0.5}).learner().isEmpty());
  }

  @Test
  void estimateOfAnotherEstimatorIsRefusedBeforeAnyPartLearns() {
    var centred = new Reinforce().minus(new MovingAverage(0.9));
    double[] before = gradient(centred);
    Estimate other = new Reinforce().estimate(LAW, F, new SplittableRandom(1));
    Adaptive learner = centred.learner().orElseThrow();
    var thrown = assertThrows(IllegalArgumentException.class, () -> learner.learn(other));
    assertEquals("Baselined can only learn from its own estimates", thrown.getMessage());
    assertArrayEquals(before, gradient(centred));
  }
}
