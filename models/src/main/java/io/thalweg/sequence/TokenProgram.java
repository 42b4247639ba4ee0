package io.thalweg.sequence;

import io.thalweg.Distribution;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.program.Builder;
import io.thalweg.program.Cost;
import io.thalweg.program.Link;
import io.thalweg.program.Node;
import io.thalweg.program.Program;
import java.util.ArrayList;
import java.util.List;

/**
 * A batch of sequences as a program: each token is a node, and the cost looks at all of them.
 *
 * <p>The estimator of a token draws tokens there. The program draws all later tokens anew for each
 * of them, which is the reward-to-go by rollouts.
 */
final class TokenProgram {

  private TokenProgram() {}

  /**
   * Makes a program.
   *
   * @param contexts the number of sequences
   * @param window the number of tokens before a token on which its law depends
   * @param estimators one for each token
   */
  static <D extends Distribution> Program of(
      int contexts,
      int window,
      Link<D> link,
      List<? extends Estimator<? super D, ? super Objective>> estimators,
      Cost cost) {
    Builder program = Program.of(contexts);
    List<Node<D>> nodes = new ArrayList<>();
    for (int place = 0; place < estimators.size(); place++) {
      Node<?>[] parents = nodes.subList(Math.max(0, place - window), place).toArray(new Node<?>[0]);
      nodes.add(program.node("token " + (place + 1), link, estimators.get(place), parents));
    }
    program.cost("discriminator", cost, nodes.toArray(new Node<?>[0]));
    return program.build();
  }
}
