package io.thalweg.estimator;

import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Evaluation;
import io.thalweg.Events;
import io.thalweg.Factorized;
import io.thalweg.Finite;
import io.thalweg.MeanField;
import io.thalweg.Objective;
import io.thalweg.Path;
import io.thalweg.Question;
import io.thalweg.Relaxable;
import io.thalweg.Reparameterized;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.estimator.combinator.MeanOf;
import io.thalweg.estimator.combinator.Mixed;
import io.thalweg.estimator.coupling.Arms;
import io.thalweg.estimator.coupling.DisArm;
import io.thalweg.estimator.coupling.LocalDisArm;
import io.thalweg.estimator.pathwise.Spsa;
import io.thalweg.estimator.regression.SurrogateRegression;
import io.thalweg.estimator.score.ImportanceSampling;
import io.thalweg.estimator.score.MirroredScore;
import io.thalweg.estimator.score.Reinforce;
import io.thalweg.estimator.score.SelfCritic;
import io.thalweg.estimator.score.SumAndSample;
import io.thalweg.estimator.score.UnorderedSet;
import io.thalweg.estimator.score.Vimco;
import io.thalweg.support.LeaveOneOut;
import io.thalweg.support.Uniforms;
import io.thalweg.surrogate.Surrogate;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/** Estimators with one mistake each, such as have been published or shipped. */
final class Mutants {

  private Mutants() {}

  /** REINFORCE whose baseline is a mean of which the draw itself makes up a tenth. */
  static Estimator<Distribution, Objective> ownSampleInBaseline(double pastMean) {
    return (law, random) ->
        scores(
            law,
            law.sample(1, random),
            f -> Arrays.stream(f).map(v -> v - (0.9 * pastMean + 0.1 * v)).toArray());
  }

  /** RLOO with the mean over all draws, divided by K. */
  static Estimator<Distribution, Objective> ownSampleInMean(int draws) {
    return (law, random) -> {
      Events x = law.sample(draws, random);
      return scores(law, x, f -> lessTheirMean(x, f));
    };
  }

  private static double[] lessTheirMean(Events x, double[] f) {
    double[] weights = f.clone();
    for (int row = 0; row < f.length; row++) {
      for (int other = x.context(row); other < f.length; other += x.contexts()) {
        weights[row] -= f[other] / x.draws();
      }
      weights[row] /= x.draws();
    }
    return weights;
  }

  /** ARM with factors u - 1/2 + shift; the second arm may take uniforms of its own. */
  static Estimator<Bernoulli, Objective> arm(double shift, boolean coupled) {
    return (law, random) -> {
      double[] p = law.probabilities();
      double[] u = Uniforms.open(random, p.length);
      double[] second = coupled ? u : Uniforms.open(random, p.length);
      double[] b = new double[2 * p.length];
      for (int i = 0; i < p.length; i++) {
        b[i] = u[i] > 1 - p[i] ? 1 : 0;
        b[p.length + i] = second[i] < p[i] ? 1 : 0;
      }
      Events events = Events.of(b, law.contexts(), law.dimension());
      return Question.ofValues(law, events, 2, f -> arms(law, u, shift, f));
    };
  }

  private static double[] arms(Bernoulli law, double[] u, double shift, double[] f) {
    double[] gradient = new double[u.length];
    for (int i = 0; i < u.length; i++) {
      int c = i / law.dimension();
      gradient[i] = (f[c] - f[law.contexts() + c]) * (u[i] - 0.5 + shift);
    }
    return gradient;
  }

  /** DisARM without the factor sigmoid(|logit|). */
  static Estimator<Bernoulli, Objective> disArmWithoutFactor() {
    return (law, random) ->
        changed(
            new DisArm().ask(law, random),
            (gradient, estimate) -> {
              double[] p = law.probabilities();
              Arrays.setAll(gradient, i -> gradient[i] / Math.max(p[i], 1 - p[i]));
            });
  }

  /** ARMS without its correction for how often two draws differ. */
  static Estimator<Bernoulli, Objective> armsWithoutCorrection(int draws) {
    return (law, random) ->
        changed(
            new Arms(draws).ask(law, random),
            (gradient, estimate) -> {
              double[] p = law.probabilities();
              for (int i = 0; i < gradient.length; i++) {
                double m = Math.min(p[i], 1 - p[i]);
                double term = Math.max(0, 2 * Math.pow(m, 1.0 / (draws - 1)) - 1);
                gradient[i] *= (m - Math.pow(term, draws - 1)) / (m * (1 - m));
              }
            });
  }

  /** Draws of another law that are taken for draws of the law. */
  static Estimator<Distribution, Objective> unweightedProposal() {
    return (law, random) ->
        scores(law, ImportanceSampling.tempered(1, 0.5).ask(law, random).events(), f -> f);
  }

  /** The unordered set with each outcome weighted by its share of the set's probability. */
  static Estimator<Finite, Objective> setByShares(int draws) {
    return (law, random) -> {
      Events set = new UnorderedSet(draws).ask(law, random).events();
      return scores(law, set, f -> shares(law, set, f));
    };
  }

  private static double[] shares(Finite law, Events set, double[] f) {
    double[] weights = law.logProbability(set);
    double[] sums = new double[law.contexts()];
    for (int row = 0; row < weights.length; row++) {
      weights[row] = Math.exp(weights[row]);
      sums[row % sums.length] += weights[row];
    }
    for (int row = 0; row < weights.length; row++) {
      weights[row] *= f[row] / sums[row % sums.length];
    }
    return weights;
  }

  /** Mirrored draws, each with the mean of all others as its baseline, its partner included. */
  static Estimator<Reparameterized, Objective> partnerInBaseline(int draws) {
    return (law, random) -> {
      Events x = new MirroredScore(draws).ask(law, random).events();
      return scores(law, x, f -> LeaveOneOut.advantages(f, law.contexts()));
    };
  }

  /** The self-critic with the mean of the draw and the mode as its critic. */
  static Estimator<Factorized, Objective> meanOfBothAsCritic() {
    return (law, random) ->
        scores(
            law,
            new SelfCritic().ask(law, random).events(),
            f -> lessTheMeanOfBoth(f, law.contexts()));
  }

  private static double[] lessTheMeanOfBoth(double[] f, int contexts) {
    double[] weights = new double[f.length];
    for (int c = 0; c < contexts; c++) {
      weights[c] = f[c] - (f[c] + f[contexts + c]) / 2;
    }
    return weights;
  }

  /** SPSA that forgets the sign of each parameter in its direction. */
  static Estimator<Reparameterized, Objective> spsaWithoutSigns(double step) {
    return (law, random) ->
        changed(
            new Spsa(step).ask(law, random),
            (gradient, estimate) -> Arrays.setAll(gradient, i -> Math.abs(gradient[i])));
  }

  /** Sum and sample that forgets that the draw stands for its share of the law alone. */
  static Estimator<Finite, Objective> sampleOfFullWeight(int summed) {
    return (law, random) ->
        changed(
            new SumAndSample(summed).ask(law, random),
            (gradient, estimate) -> {
              double[] weights = new double[estimate.weights().length];
              double[] f = estimate.evaluation().values();
              for (int row = summed * law.contexts(); row < f.length; row++) {
                weights[row] = (1 - estimate.weights()[row]) * f[row];
              }
              double[] more = law.weightedScore(estimate.events(), weights);
              Arrays.setAll(gradient, i -> gradient[i] + more[i]);
            });
  }

  /** Regression whose surrogate has seen the draws that it is taken off from. */
  static Estimator<MeanField, Objective> surrogateOfItsOwnDraws(int draws) {
    return (law, random) -> {
      long seed = random.nextLong();
      Events x =
          new SurrogateRegression<>(draws, draws).ask(law, new SplittableRandom(seed)).events();
      return Question.of(Evaluation.class, x, f -> afterLearning(law, draws, seed, f));
    };
  }

  private static Estimate afterLearning(MeanField law, int draws, long seed, Evaluation f) {
    SurrogateRegression<MeanField> regression = new SurrogateRegression<>(draws, draws);
    regression.learn(regression.ask(law, new SplittableRandom(seed)).answer(f));
    return regression.ask(law, new SplittableRandom(seed)).answer(f);
  }

  /** A mixture whose weights are fitted to the draws, K copies of each context, that they weigh. */
  static Estimator<Distribution, Objective> weightsOfTheirOwnDraws(int copies) {
    return (law, random) -> {
      long seed = random.nextLong();
      Events x = mixed(copies).ask(law, new SplittableRandom(seed)).events();
      return Question.of(Evaluation.class, x, f -> afterMixing(law, copies, seed, f));
    };
  }

  private static MeanOf<Distribution, Objective> mixed(int copies) {
    return new MeanOf<>(copies, Mixed.of(Map.of("reinforce", new Reinforce())));
  }

  /** The weights are fitted at the first lesson and chosen at the second. */
  private static Estimate afterMixing(Distribution law, int copies, long seed, Evaluation f) {
    MeanOf<Distribution, Objective> mixed = mixed(copies);
    for (int lesson = 0; lesson < 2; lesson++) {
      Estimate past = mixed.ask(law, new SplittableRandom(seed)).answer(f);
      mixed.learner().orElseThrow().learn(past);
    }
    return mixed.ask(law, new SplittableRandom(seed)).answer(f);
  }

  /** The best of K values, of which the winner alone is credited, and with the whole of it. */
  static Estimator<Distribution, Objective> winnerTakesAll(int draws) {
    return (law, random) -> scores(law, law.sample(draws, random), f -> winners(law.contexts(), f));
  }

  private static double[] winners(int contexts, double[] f) {
    double[] weights = new double[f.length];
    for (int c = 0; c < contexts; c++) {
      int best = c;
      for (int row = c; row < f.length; row += contexts) {
        best = f[row] > f[best] ? row : best;
      }
      weights[best] = f[best];
    }
    return weights;
  }

  /** VIMCO that forgets that the weights move with theta. */
  static Estimator<Distribution, Objective> vimcoOfFixedWeights(int draws) {
    return (law, random) -> ofFixedWeights(law, new Vimco(draws).ask(law, random));
  }

  /** Local DisARM that forgets it. */
  static Estimator<Bernoulli, Objective> localDisArmOfFixedWeights(int draws) {
    return (law, random) -> ofFixedWeights(law, new LocalDisArm(draws).ask(law, random));
  }

  private static Question<Objective> ofFixedWeights(Distribution law, Question<Objective> sound) {
    return changed(
        sound,
        (gradient, estimate) -> {
          double[] forgotten = law.weightedScore(estimate.events(), estimate.weights());
          Arrays.setAll(gradient, i -> forgotten[i] + gradient[i]);
        });
  }

  /** RELAX that takes z' for a constant. */
  static <D extends Relaxable, F extends Objective> Estimator<D, F> detached(
      Surrogate<? super D, ? super F> surrogate) {
    return (law, random) -> {
      Relaxable.Relaxation relaxation = law.relax(1, random);
      Path z = relaxation.relaxed();
      Events both = Events.concat(z.points(), relaxation.conditional(random).points());
      return surrogate.ask(
          law, relaxation.draws(), both, joint -> detached(law, relaxation.draws(), z, joint));
    };
  }

  private static Estimate detached(Relaxable law, Events draws, Path z, Surrogate.Joint joint) {
    double[] weights = Arrays.copyOf(joint.objective().values(), law.contexts());
    for (int c = 0; c < weights.length; c++) {
      weights[c] -= joint.surrogate().values()[law.contexts() + c];
    }
    double[] gradient = law.weightedScore(draws, weights);
    z.pullback(joint.surrogate().gradients(), 0, gradient);
    return new Estimate(law, gradient, joint.events(), 1, joint.objective());
  }

  private static Question<Objective> scores(
      Distribution law, Events x, UnaryOperator<double[]> weights) {
    return Question.ofValues(law, x, x.draws(), f -> law.weightedScore(x, weights.apply(f)));
  }

  private static <F extends Objective> Question<F> changed(
      Question<F> sound, BiConsumer<double[], Estimate> change) {
    return sound.then(
        estimate -> {
          double[] gradient = estimate.gradient().clone();
          change.accept(gradient, estimate);
          return estimate.withGradient(gradient);
        });
  }
}
