package io.thalweg.estimator;

import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Evaluation;
import io.thalweg.Events;
import io.thalweg.Factorized;
import io.thalweg.Finite;
import io.thalweg.Objective;
import io.thalweg.Path;
import io.thalweg.Relaxable;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.estimator.coupling.Arms;
import io.thalweg.estimator.coupling.DisArm;
import io.thalweg.estimator.regression.PolynomialRegression;
import io.thalweg.estimator.score.ImportanceSampling;
import io.thalweg.estimator.score.UnorderedSet;
import io.thalweg.estimator.score.Vimco;
import io.thalweg.support.Uniforms;
import io.thalweg.surrogate.Surrogate;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Estimators with one mistake each, such as have been published or shipped. */
final class Mutants {

  private Mutants() {}

  /** One coordinate of every estimate a tenth too small. */
  static Estimator<Distribution, Objective> scaled(
      Estimator<Distribution, Objective> sound, int coordinate) {
    return (law, f, random) -> {
      Estimate estimate = sound.estimate(law, f, random);
      double[] gradient = estimate.gradient().clone();
      gradient[coordinate] *= 0.9;
      return with(gradient, estimate);
    };
  }

  /** REINFORCE whose baseline is a mean of which the draw itself makes up a tenth. */
  static Estimator<Distribution, Objective> ownSampleInBaseline(double pastMean) {
    return (law, f, random) -> {
      Events x = law.sample(1, random);
      double[] values = f.evaluate(x).values();
      double[] weights = Arrays.stream(values).map(v -> v - (0.9 * pastMean + 0.1 * v)).toArray();
      return scores(law, x, weights, values);
    };
  }

  /** RLOO with the mean over all draws, divided by K. */
  static Estimator<Distribution, Objective> ownSampleInMean(int draws) {
    return (law, f, random) -> {
      Events x = law.sample(draws, random);
      double[] values = f.evaluate(x).values();
      double[] weights = values.clone();
      for (int row = 0; row < values.length; row++) {
        for (int other = x.context(row); other < values.length; other += law.contexts()) {
          weights[row] -= values[other] / draws;
        }
        weights[row] /= draws;
      }
      return scores(law, x, weights, values);
    };
  }

  /** ARM with factors u - 1/2 + shift; the second arm may take uniforms of its own. */
  static Estimator<Bernoulli, Objective> arm(double shift, boolean coupled) {
    return (law, f, random) -> {
      double[] p = law.probabilities();
      double[] u = Uniforms.open(random, p.length);
      double[] second = coupled ? u : Uniforms.open(random, p.length);
      double[] gradient = new double[p.length];
      double[] b = new double[2 * p.length];
      for (int i = 0; i < p.length; i++) {
        b[i] = u[i] > 1 - p[i] ? 1 : 0;
        b[p.length + i] = second[i] < p[i] ? 1 : 0;
      }
      Events events = Events.of(b, law.contexts(), law.dimension());
      double[] values = f.evaluate(events).values();
      for (int i = 0; i < p.length; i++) {
        int c = i / law.dimension();
        gradient[i] = (values[c] - values[law.contexts() + c]) * (u[i] - 0.5 + shift);
      }
      return new Estimate(law, gradient, events, 2, Evaluation.of(values));
    };
  }

  /** DisARM without the factor sigmoid(|logit|). */
  static Estimator<Bernoulli, Objective> disArmWithoutFactor() {
    return (law, f, random) -> {
      Estimate estimate = new DisArm().estimate(law, f, random);
      double[] p = law.probabilities();
      double[] gradient = estimate.gradient().clone();
      Arrays.setAll(gradient, i -> gradient[i] / Math.max(p[i], 1 - p[i]));
      return with(gradient, estimate);
    };
  }

  /** ARMS without its correction for how often two draws differ. */
  static Estimator<Bernoulli, Objective> armsWithoutCorrection(int draws) {
    return (law, f, random) -> {
      Estimate estimate = new Arms(draws).estimate(law, f, random);
      double[] p = law.probabilities();
      double[] gradient = estimate.gradient().clone();
      for (int i = 0; i < gradient.length; i++) {
        double m = Math.min(p[i], 1 - p[i]);
        double term = Math.max(0, 2 * Math.pow(m, 1.0 / (draws - 1)) - 1);
        gradient[i] *= (m - Math.pow(term, draws - 1)) / (m * (1 - m));
      }
      return with(gradient, estimate);
    };
  }

  /** Draws of another law that are taken for draws of the law. */
  static Estimator<Distribution, Objective> unweightedProposal() {
    return (law, f, random) -> {
      Estimate estimate = ImportanceSampling.tempered(1, 0.5).estimate(law, f, random);
      double[] values = estimate.evaluation().values();
      return scores(law, estimate.events(), values, values);
    };
  }

  /** The unordered set with each outcome weighted by its share of the set's probability. */
  static Estimator<Finite, Objective> setByShares(int draws) {
    return (law, f, random) -> {
      Estimate estimate = new UnorderedSet(draws).estimate(law, f, random);
      double[] values = estimate.evaluation().values();
      double[] weights = law.logProbability(estimate.events());
      double[] sums = new double[law.contexts()];
      for (int row = 0; row < weights.length; row++) {
        weights[row] = Math.exp(weights[row]);
        sums[row % sums.length] += weights[row];
      }
      for (int row = 0; row < weights.length; row++) {
        weights[row] *= values[row] / sums[row % sums.length];
      }
      return scores(law, estimate.events(), weights, values);
    };
  }

  /** Regression whose surrogate has seen the draws that it is taken off from. */
  static Estimator<Factorized, Objective> surrogateOfItsOwnDraws(int draws) {
    return (law, f, random) -> {
      PolynomialRegression regression = new PolynomialRegression(draws, draws);
      long seed = random.nextLong();
      regression.learn(regression.estimate(law, f, new SplittableRandom(seed)));
      return regression.estimate(law, f, new SplittableRandom(seed));
    };
  }

  /** VIMCO that forgets that the weights move with theta. */
  static Estimator<Distribution, Objective> vimcoOfFixedWeights(int draws) {
    return (law, f, random) -> {
      Estimate estimate = new Vimco(draws).estimate(law, f, random);
      double[] gradient = law.weightedScore(estimate.events(), estimate.weights());
      Arrays.setAll(gradient, i -> gradient[i] + estimate.gradient()[i]);
      return with(gradient, estimate);
    };
  }

  /** RELAX that takes z' for a constant. */
  static <F extends Objective> Estimator<Relaxable, F> detached(Surrogate<? super F> surrogate) {
    return (law, f, random) -> {
      Relaxable.Relaxation relaxation = law.relax(1, random);
      Path z = relaxation.relaxed();
      Events both = Events.concat(z.points(), relaxation.conditional(random).points());
      Surrogate.Joint joint = surrogate.evaluate(f, relaxation.draws(), both);
      double[] weights = Arrays.copyOf(joint.objective().values(), law.contexts());
      for (int c = 0; c < weights.length; c++) {
        weights[c] -= joint.surrogate().values()[law.contexts() + c];
      }
      double[] gradient = law.weightedScore(relaxation.draws(), weights);
      z.pullback(joint.surrogate().gradients(), 0, gradient);
      return new Estimate(law, gradient, joint.events(), 1, joint.objective());
    };
  }

  private static Estimate scores(Distribution law, Events x, double[] weights, double[] values) {
    double[] gradient = law.weightedScore(x, weights);
    return new Estimate(law, gradient, x, values.length / law.contexts(), Evaluation.of(values));
  }

  private static Estimate with(double[] gradient, Estimate estimate) {
    return new Estimate(
        estimate.law(), gradient, estimate.events(), estimate.weights(), estimate.evaluation());
  }
}
