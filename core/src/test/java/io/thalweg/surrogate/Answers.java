package io.thalweg.surrogate;

import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.distribution.Bernoulli;
import java.util.ArrayList;
import java.util.List;

/** The answers of f and its surrogate, without an estimator. */
final class Answers {

  private Answers() {}

  static <D extends Distribution, F extends Objective> Surrogate.Joint of(
      Surrogate<D, F> surrogate, D law, F f, Events draws, Events relaxed) {
    List<Surrogate.Joint> answers = new ArrayList<>();
    surrogate.ask(law, draws, relaxed, joint -> noted(joint, answers)).put(f);
    return answers.get(0);
  }

  private static Estimate noted(Surrogate.Joint joint, List<Surrogate.Joint> answers) {
    answers.add(joint);
    Bernoulli any = Bernoulli.ofLogits(0);
    return new Estimate(
        any, new double[1], joint.events(), new double[joint.events().count()], joint.objective());
  }
}
