package io.thalweg.estimator.score;

import io.thalweg.Adaptive;
import io.thalweg.Distribution;
import io.thalweg.Estimand;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.Question;
import io.thalweg.distribution.LearnedProposal;
import io.thalweg.support.Require;
import io.thalweg.support.UpperTail;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The score gradient of a quantile or of a tail mean at draws of a law that learns where the
 * gradient comes from.
 *
 * <pre>
 *   q' = (1 - share) q(x; theta) + share q(x; theta + eta),   share and eta learned from past draws
 *   g as {@link RiskScore} has it, with the ratios w = q / q'
 * </pre>
 *
 * <p>Where few draws of the law are beyond the quantile, eta moves the law towards them, by the
 * cross-entropy method. The share stays 0 until another one is better by a tenth, and ratios never
 * exceed 4.
 *
 * <p>Needs: any law, any objective. Estimates: the gradient of {@link Estimand.Quantile} or {@link
 * Estimand.TailMean}. Shapes: g [contexts x dimension]. Cost: n evaluations a context, in one
 * batch. Bias: as {@link RiskScore}.
 *
 * <p>Source: Sun &amp; Hong (2010), Operations Research Letters 38, doi 10.1016/j.orl.2010.02.007,
 * for the tail; Rubinstein &amp; Kroese (2004), The Cross-Entropy Method, doi
 * 10.1007/978-1-4757-4321-0.
 */
public final class TailSampling implements Estimator<Distribution, Objective>, Adaptive {

  private static final double RATE = 0.02;
  // In estimates.
  private static final double MEMORY = 100;

  private final Estimand.Risk risk;
  private final int draws;
  private final RiskScore score;
  private final LearnedProposal proposal;

  /**
   * Makes an estimator that has not learned.
   *
   * @param risk the quantile or the tail mean
   * @param draws n
   * @throws IllegalArgumentException if n is below 2, or for a tail mean below 1 / (1 - level)
   */
  public TailSampling(Estimand.Risk risk, int draws) {
    this.risk = Require.given("the risk", risk);
    if (risk instanceof Estimand.TailMean tail) {
      // The first draws are those of the law itself.
      UpperTail.requireBeyond(tail.level(), "draws", draws);
    }
    this.draws = draws;
    this.proposal = new LearnedProposal(RATE, MEMORY * draws);
    this.score = new RiskScore(risk, draws, proposal::of);
  }

  @Override
  public Estimand estimand() {
    return risk;
  }

  @Override
  public Optional<String> bias() {
    return score.bias();
  }

  @Override
  public Question<Objective> ask(Distribution law, RandomGenerator random) {
    return score.ask(law, random).then(estimate -> estimate.remembering(this, estimate));
  }

  @Override
  public void learn(Estimate past) {
    Estimate plain = past.memory(this, Estimate.class);
    double[] distances = plain.memory(score, double[].class).clone();
    double[] scores = plain.law().scores(plain.events());
    int dimension = scores.length / distances.length;
    for (int row = 0; row < distances.length; row++) {
      double squares = 0;
      for (int i = row * dimension; i < (row + 1) * dimension; i++) {
        squares += scores[i] * scores[i];
      }
      distances[row] = Math.abs(distances[row]) * Math.sqrt(squares);
    }
    proposal.learn(plain.law(), plain.events(), distances);
  }

  @Override
  public void save(DataOutput out) throws IOException {
    proposal.save(out);
  }

  @Override
  public void load(DataInput in) throws IOException {
    proposal.load(in);
  }

  @Override
  public String toString() {
    return "TailSampling[risk=%s, draws=%d]".formatted(risk, draws);
  }
}
