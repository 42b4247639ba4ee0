package io.thalweg.estimator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Answerable;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Evaluation;
import io.thalweg.Events;
import io.thalweg.Linearization;
import io.thalweg.Objective;
import io.thalweg.ObjectiveException;
import io.thalweg.Question;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Gaussian;
import io.thalweg.estimator.combinator.MeanOf;
import io.thalweg.estimator.combinator.Parallel;
import io.thalweg.estimator.coupling.DisArm;
import io.thalweg.estimator.pathwise.Reparameterization;
import io.thalweg.estimator.score.Rloo;
import io.thalweg.support.SplitMix;
import io.thalweg.support.Workspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Questions are answered later, in any order, and give what an estimate gives at once. */
class QuestionTest {

  private static final Bernoulli LAW =
      Bernoulli.ofLogits(new double[] {0.3, -0.8, 1.1, 0.2}).inContexts(2);
  private static final Objective F = b -> b[0] + 2 * b[1] - 0.4;

  static List<Trial> trials() {
    return Trial.all().stream().filter(trial -> !trial.learned()).toList();
  }

  private static Question<Objective> ask(
      Estimator<Distribution, Objective> estimator, Trial trial, int seed) {
    return Answerable.byAny(estimator.ask(trial.problem().law(), new SplittableRandom(seed)));
  }

  private static Estimate estimate(
      Estimator<Distribution, Objective> estimator, Trial trial, int seed) {
    return estimator.estimate(
        trial.problem().law(), trial.problem().objective(), new SplittableRandom(seed));
  }

  static void assertSame(Estimate expected, Estimate actual) {
    assertArrayEquals(expected.gradient(), actual.gradient());
    assertArrayEquals(expected.weights(), actual.weights());
    assertArrayEquals(expected.values(), actual.values());
    assertArrayEquals(expected.events().points(), actual.events().points());
  }

  @ParameterizedTest
  @MethodSource("trials")
  void answersInAnotherOrderGiveTheSameEstimates(Trial trial) {
    Estimator<Distribution, Objective> estimator = trial.estimator();
    List<Estimate> expected = new ArrayList<>();
    List<Question<Objective>> questions = new ArrayList<>();
    for (int seed = 0; seed < 3; seed++) {
      expected.add(estimate(estimator, trial, seed));
      questions.add(ask(estimator, trial, seed));
    }
    Collections.reverse(expected);
    Collections.reverse(questions);
    for (int k = 0; k < expected.size(); k++) {
      Evaluation answer = trial.problem().objective().evaluate(questions.get(k).events());
      assertSame(expected.get(k), questions.get(k).answer(answer));
    }
  }

  @Test
  void secondAnswerIsRefused() {
    Question<Objective> question = new Rloo(3).ask(LAW, new SplittableRandom(1));
    Evaluation answer = F.evaluate(question.events());
    question.answer(answer);
    for (var thrown :
        List.of(
            assertThrows(IllegalStateException.class, () -> question.answer(answer)),
            assertThrows(IllegalStateException.class, () -> question.put(F)))) {
      assertEquals("this question was answered before; ask a new one", thrown.getMessage());
    }
  }

  /** A combinator takes the place of the question that it is made of. */
  @Test
  void questionAndWhatItWasMadeIntoAreAnsweredOnceBetweenThem() {
    Question<Objective> inner = new Rloo(3).ask(LAW, new SplittableRandom(1));
    inner.then(estimate -> estimate).put(F);
    assertThrows(IllegalStateException.class, () -> inner.put(F));
  }

  private static String refusal(Question<Objective> question, Evaluation answer) {
    return assertThrows(ObjectiveException.class, () -> question.answer(answer)).getMessage();
  }

  @Test
  void answersThatDoNotFitAreRefusedByNameAndLeaveTheQuestionOpen() {
    Question<Objective> question = new Rloo(2).ask(LAW, new SplittableRandom(1));
    double[] values = F.evaluate(question.events()).values();
    double[] tooFew = Arrays.copyOf(values, 3);
    assertEquals(
        "the objective answered 3 values for 4 events [2 contexts x 2 variables]; it must be 4",
        refusal(question, Evaluation.of(tooFew)));
    double[] holed = values.clone();
    holed[3] = Double.NaN;
    String x = Arrays.toString(question.events().value(3));
    assertEquals(
        "the objective is NaN at draw 1 of context 1, x = " + x + "; it must be finite",
        refusal(question, Evaluation.of(holed)));
    Estimate expected = new Rloo(2).estimate(LAW, F, new SplittableRandom(1));
    assertSame(expected, question.answer(Evaluation.of(values)));
  }

  @Test
  void valuesDoNotAnswerAQuestionForGradients() {
    Question<Objective> question =
        Answerable.byAny(new Reparameterization().ask(Gaussian.of(0, 1), new SplittableRandom(1)));
    String message = refusal(question, Evaluation.of(new double[1]));
    assertTrue(message.contains("a question for a Linearization was answered with"), message);
  }

  @Test
  void gradientsCanBeAnsweredFromElsewhere() {
    DifferentiableObjective square =
        DifferentiableObjective.of(x -> x[0] * x[0], x -> new double[] {2 * x[0]});
    Gaussian law = Gaussian.of(0.4, 1.3);
    Estimate expected = new Reparameterization().estimate(law, square, new SplittableRandom(1));
    var question = new Reparameterization().ask(law, new SplittableRandom(1));
    double x = question.events().values()[0];
    assertSame(
        expected, question.answer(Linearization.of(new double[] {x * x}, new double[] {2 * x})));
    var again = new Reparameterization().ask(law, new SplittableRandom(1));
    Linearization holed = Linearization.of(new double[1], new double[] {Double.NaN});
    String message = assertThrows(ObjectiveException.class, () -> again.answer(holed)).getMessage();
    assertTrue(message.contains("gradient is NaN at draw 0 of context 0"), message);
  }

  /** f sees the contexts of the law that was given, whatever a combinator made of it. */
  @Test
  void meanOfNamesTheContextOfTheUser() {
    Question<? super Objective> question =
        new MeanOf<Bernoulli, Objective>(3, new DisArm()).ask(LAW, new SplittableRandom(1));
    assertEquals(2, question.events().contexts());
    double[] holed = new double[question.events().count()];
    holed[5] = Double.POSITIVE_INFINITY;
    String message =
        assertThrows(ObjectiveException.class, () -> question.answer(Evaluation.of(holed)))
            .getMessage();
    assertTrue(message.contains("draw 2 of context 1"), message);
  }

  @Test
  void sharedOutContextsAskOneQuestion() {
    Bernoulli law =
        Bernoulli.ofLogits(new SplittableRandom(3).doubles(14, -1, 1).toArray()).inContexts(7);
    Parallel<Bernoulli, Objective> parallel =
        new Parallel<>(new MeanOf<>(2, new Rloo(2)), Runnable::run, 3);
    Estimate expected = parallel.estimate(law, F, new SplitMix(5));
    Question<? super Objective> question = parallel.ask(law, new SplitMix(5));
    assertEquals(7, question.events().contexts());
    assertSame(expected, question.answer(F.evaluate(question.events())));
  }

  @Test
  void questionDoesNotOutliveTheArraysOfItsWorkspace() {
    Workspace workspace = new Workspace();
    SplitMix random = new SplitMix(1);
    Question<Objective> first = workspace.reuse(() -> new Rloo(2).ask(LAW, random));
    Question<Objective> second = workspace.reuse(() -> new Rloo(2).ask(LAW, random));
    Events events = first.events();
    String message =
        assertThrows(IllegalStateException.class, () -> first.answer(F.evaluate(events)))
            .getMessage();
    assertEquals(
        "the arrays of this question have been used again by a later call of its workspace",
        message);
    second.put(F);
  }
}
