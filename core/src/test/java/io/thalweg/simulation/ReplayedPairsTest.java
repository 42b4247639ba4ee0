package io.thalweg.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Distribution;
import io.thalweg.Events;
import io.thalweg.WeaklyDifferentiable;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Exponential;
import io.thalweg.distribution.ForwardingLaw;
import io.thalweg.distribution.Gaussian;
import io.thalweg.support.SplitMix;
import io.thalweg.support.Streams;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pairs by replay, against all ways in which short runs can go. */
class ReplayedPairsTest {

  // Sums of some hundred terms of size 1.
  private static final double EXACT = 1e-12;
  private static final int MOST_DRAWS = 4;
  private static final long SEED = 7;

  /** Bits whose draws in each run are told beforehand. */
  private record ToldBits(Told told) implements ForwardingLaw, WeaklyDifferentiable {

    @Override
    public Distribution law() {
      return told;
    }

    @Override
    public WeaklyDifferentiable at(double[] parameters) {
      return new ToldBits((Told) told.at(parameters));
    }

    @Override
    public Events sample(int draws, RandomGenerator random) {
      return told.sample(draws, random);
    }

    @Override
    public Pairs pairs(RandomGenerator random) {
      return ((WeaklyDifferentiable) told.law()).pairs(random);
    }
  }

  /** A simulator of two inputs, with the derivative of the mean of its cost. */
  private record ShortRun(String name, Function<Input[], Simulator> simulator, double... p) {

    @Override
    public String toString() {
      return name;
    }
  }

  static List<ShortRun> simulators() {
    return List.of(
        new ShortRun(
            "retries",
            inputs ->
                in -> {
                  int failed = 0;
                  while (failed < MOST_DRAWS && in.draw(inputs[0]) == 1) {
                    failed++;
                    in.cost(1 + failed);
                  }
                  in.cost(failed * failed / 2.0 + in.draw(inputs[1]) * failed);
                },
            0.6,
            0.3),
        new ShortRun(
            "one says how often the other is drawn",
            inputs ->
                in -> {
                  double first = in.draw(inputs[0]);
                  double sum = 0;
                  for (int i = 0; i < 1 + 2 * first; i++) {
                    sum += in.draw(inputs[1]);
                    in.cost(sum * sum);
                  }
                  if (sum == 1) {
                    in.cost(3 * in.draw(inputs[0]) - 1);
                  }
                },
            0.7,
            0.2));
  }

  /** All runs of a simulator, each with the probability of its streams of draws. */
  private static final class All {
    final Simulator simulator;
    final Parameters at;
    final List<Run> runs = new ArrayList<>();
    final List<Double> probabilities = new ArrayList<>();

    All(ShortRun of) {
      List<Told.Script> scripts = List.of(new Told.Script(), new Told.Script());
      Input[] inputs = new Input[2];
      for (int i = 0; i < 2; i++) {
        inputs[i] =
            Input.of("input " + i, new ToldBits(new Told(Bernoulli.of(of.p[i]), scripts.get(i))));
      }
      simulator = of.simulator.apply(inputs);
      at = Parameters.of(inputs);
      for (int number = 0; number < 1 << (2 * MOST_DRAWS); number++) {
        double probability = 1;
        for (int i = 0; i < 2; i++) {
          List<double[]> events = new ArrayList<>();
          for (int k = 0; k < MOST_DRAWS; k++) {
            int bit = number >> (i * MOST_DRAWS + k) & 1;
            events.add(new double[] {bit});
            probability *= bit == 1 ? of.p[i] : 1 - of.p[i];
          }
          scripts.get(i).put(Streams.named(SEED, inputs[i].name(), number), events);
        }
        runs.add(Run.of(simulator, at, SEED, number));
        probabilities.add(probability);
      }
    }

    double mean(Function<Run, Double> of) {
      double sum = 0;
      for (int r = 0; r < runs.size(); r++) {
        sum += probabilities.get(r) * of.apply(runs.get(r));
      }
      return sum;
    }

    /** The derivative in the parameter of an input, by the score of each run. */
    double exact(int input) {
      return mean(
          run -> {
            Draws draws = Objects.requireNonNull(run.draws(input));
            double score = 0;
            for (double of : Objects.requireNonNull(at.law(input)).scores(draws.events())) {
              score += of;
            }
            return score * run.total("cost");
          });
    }

    double derivative(ReplayedPairs pairs, Run run, int input, int draw) {
      WeaklyDifferentiable law = (WeaklyDifferentiable) Objects.requireNonNull(at.law(input));
      return pairs.derivatives(run, input, draw, law.pairs(new SplitMix(1)), List.of("cost"))[0][0];
    }
  }

  private static int draws(Run run, int input) {
    return Objects.requireNonNull(run.draws(input)).count();
  }

  @ParameterizedTest
  @MethodSource("simulators")
  void meanOverAllRunsAndDrawsIsExact(ShortRun of) {
    All all = new All(of);
    ReplayedPairs pairs = new ReplayedPairs(all.simulator);
    for (int input = 0; input < 2; input++) {
      int i = input;
      double mean =
          all.mean(
              run -> {
                double sum = 0;
                for (int k = 0; k < draws(run, i); k++) {
                  sum += all.derivative(pairs, run, i, k);
                }
                return sum;
              });
      assertEquals(all.exact(input), mean, EXACT, "input " + input);
    }
  }

  /** A mutant: the first draw stands for all, as if they were alike. */
  @ParameterizedTest
  @MethodSource("simulators")
  void firstDrawInPlaceOfARandomOneIsRejected(ShortRun of) {
    All all = new All(of);
    ReplayedPairs pairs = new ReplayedPairs(all.simulator);
    double off = 0;
    for (int input = 0; input < 2; input++) {
      int i = input;
      double mean =
          all.mean(
              run -> draws(run, i) == 0 ? 0 : draws(run, i) * all.derivative(pairs, run, i, 0));
      off = Math.max(off, Math.abs(mean - all.exact(input)));
    }
    assertTrue(off > 1e-2, "the mutant is off by " + off);
  }

  /** One draw, chosen at random with equal probabilities, times the number of draws. */
  @Test
  void oneDrawStandsForAll() {
    All all = new All(simulators().get(0));
    ReplayedPairs pairs = new ReplayedPairs(all.simulator);
    for (Run run : all.runs) {
      List<Double> possible = new ArrayList<>();
      for (int k = 0; k < draws(run, 0); k++) {
        possible.add(draws(run, 0) * all.derivative(pairs, run, 0, k));
      }
      double[][] own = pairs.gradients(all.at, 0, List.of(run), List.of("cost"));
      assertTrue(possible.contains(own[0][0]), () -> own[0][0] + " of " + possible);
    }
  }

  private static Replications runs(
      Simulator simulator, boolean pairs, int batches, Input... inputs) {
    Replications runs =
        new Replications(
            simulator, Parameters.of(inputs), 3, 8, Credit.toTheEnd(), List.of(), pairs, false);
    for (int batch = 0; batch < batches; batch++) {
      runs.batch();
    }
    return runs;
  }

  private static final Input LEVEL = Input.of("level", Gaussian.of(0.2, 1.5));
  private static final Simulator DIGITAL = in -> in.cost(in.draw(LEVEL) > 1 ? 1 : 0);

  /**
   * Nothing but batches before it decides what a batch counts, and the first ones count nothing.
   */
  @Test
  void batchesOfThePilotAreNoPartOfTheAnswer() {
    assertEquals(List.of(), runs(DIGITAL, true, Sources.PILOT, LEVEL).answers());
    assertEquals(10, runs(DIGITAL, true, Sources.PILOT + 10, LEVEL).answers().get(0).units());
  }

  /** The two values of a bit are its pair, so that a linear cost has an exact difference. */
  @Test
  void pairsWithoutVarianceAreTaken() {
    for (double p : new double[] {0.25, 0.3, 0.5}) {
      Input bit = Input.of("bit", Bernoulli.of(p));
      Replications runs = runs(in -> in.cost(2 * in.draw(bit)), true, 100, bit);
      assertEquals(List.of("bit"), runs.byPairs(), "p = " + p);
    }
  }

  /** P(x > 1) has the derivatives phi / sd and, in log sd, phi (1 - mean) / sd. */
  @Test
  void pairsAreTakenWhereTheyNeedFewerRuns() {
    Replications with = runs(DIGITAL, true, 2_000, LEVEL);
    assertEquals(List.of("level"), with.byPairs());
    Replications without = runs(DIGITAL, false, (int) (with.runs() / 8), LEVEL);
    Answer pairs = with.answers().get(0);
    Answer scores = without.answers().get(0);
    double e = 0.8 / 1.5;
    double density = Math.exp(-e * e / 2) / Math.sqrt(2 * Math.PI);
    double[] exact = {density / 1.5, density * e};
    for (int i = 0; i < 2; i++) {
      double error = Math.sqrt(pairs.covariance()[1 + i][1 + i]);
      assertEquals(exact[i], pairs.gradient()[i], 5 * error);
      assertTrue(error < 0.1 * exact[i], "a test without power");
    }
    double ratio = 1;
    for (int i = 1; i < 3; i++) {
      ratio *= scores.covariance()[i][i] / pairs.covariance()[i][i];
    }
    assertTrue(ratio > 1, "variance at equal runs fell by " + Math.sqrt(ratio));
  }

  /** One of 200 draws is replaced, and stands for all of them. */
  @Test
  void scoresStayWhereRunsAreLong() {
    Input services = Input.of("service", Exponential.of(2.0));
    Input arrivals = Input.of("arrivals", Exponential.of(1.0));
    Simulator queue =
        in -> {
          double wait = 0;
          for (int customer = 0; customer < 200; customer++) {
            double service = in.draw(services);
            in.cost((wait + service) / 200);
            wait = Math.max(0, wait + service - in.draw(arrivals));
          }
        };
    Replications runs = runs(queue, true, Sources.BATCHES + 10, arrivals, services);
    assertEquals(List.of(), runs.byPairs());
    assertEquals(runs(queue, true, Sources.BATCHES, arrivals, services).runs() + 80, runs.runs());
  }
}
