package io.thalweg.surrogate;

import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Evaluation;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.Question;
import java.util.function.Function;

/**
 * A surrogate c(z) = r(z) that is a network and never evaluates the objective.
 *
 * <p>With such a surrogate RELAX works on a black box.
 */
public interface Network extends Surrogate<Distribution, Objective> {

  /** Lists the sizes of all layers: the inputs, the hidden layers and the single output. */
  static int[] sizes(int inputs, int... hidden) {
    int[] sizes = new int[hidden.length + 2];
    sizes[0] = inputs;
    System.arraycopy(hidden, 0, sizes, 1, hidden.length);
    sizes[hidden.length + 1] = 1;
    return sizes;
  }

  /** Evaluates r at a batch of points. */
  Outputs at(Events points);

  @Override
  default Question<Objective> ask(
      Distribution law, Events draws, Events relaxed, Function<Joint, Estimate> answer) {
    Outputs r = at(relaxed);
    return Question.of(Evaluation.class, draws, f -> answer.apply(new Joint(draws, f, r)));
  }
}
