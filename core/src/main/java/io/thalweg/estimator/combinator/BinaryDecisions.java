package io.thalweg.estimator.combinator;

import io.thalweg.Adaptive;
import io.thalweg.Estimand;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.Question;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * An estimator for bits, such as DisARM, at the binary decisions that choose a category.
 *
 * <pre>
 *   a balanced tree over the categories, a bit at each fork n:  1 goes to the later half
 *   logit_n = log(probability of the later half) - log(probability of the earlier half)
 *   h = estimate in the logits of the bits,   0 at forks that no event came by
 *   g = (dlogit/dtheta)^T h
 * </pre>
 *
 * <p>A fork that no event came by has no influence on f. So the estimate in its logit has mean zero
 * given all other bits, and to drop it lowers the variance. That holds for every estimator whose
 * estimate in a logit is a sum over its draws of a weight that depends on f alone, times the score
 * of this bit or a factor that like it has mean zero: REINFORCE, RLOO, ARM, DisARM and ARMS. It
 * need not hold where a surrogate sees the bits.
 *
 * <p>Needs: a categorical law, an estimator for Bernoulli variables, any objective. Shapes: g
 * [contexts x variables x categories]. Cost: that of the estimator; besides, (categories - 1) bits
 * a variable. Bias: that of the estimator. An event that was drawn already decides the bits on its
 * path; the others are drawn.
 *
 * <p>Source: Dong, Mnih &amp; Tucker (2021), NeurIPS, arXiv:2106.08056.
 *
 * <pre>{@code
 * Categorical law = Categorical.ofLogits(0.2, -1.0, 0.7);
 * Objective f = x -> Math.cos(x[0]);
 * Estimate estimate = new BinaryDecisions(new DisArm()).estimate(law, f, random); // 2 evaluations
 * }</pre>
 *
 * @param estimator the estimator for bits
 */
public record BinaryDecisions(Estimator<? super Bernoulli, ? super Objective> estimator)
    implements Estimator<Categorical, Objective> {

  @Override
  public Question<? super Objective> ask(Categorical law, RandomGenerator random) {
    BinaryTree tree = new BinaryTree(law);
    return estimator
        .ask(tree.bits(random), random)
        .seen(tree::categories)
        .then(estimate -> pulledBack(tree, estimate));
  }

  private Estimate pulledBack(BinaryTree tree, Estimate estimate) {
    double[] kept = estimate.gradient().clone();
    boolean[] visited = tree.visited(estimate.events());
    for (int i = 0; i < kept.length; i++) {
      kept[i] = visited[i] ? kept[i] : 0;
    }
    Events events = tree.categories(estimate.events());
    return new Estimate(
            tree.law(), tree.pullback(kept), events, estimate.weights(), estimate.evaluation())
        .remembering(this, estimate);
  }

  @Override
  public Estimand estimand() {
    return estimator.estimand();
  }

  @Override
  public Optional<String> bias() {
    return estimator.bias();
  }

  @Override
  public Optional<Adaptive> learner() {
    return estimator.learner().map(part -> new PartLearner(this, part));
  }
}
