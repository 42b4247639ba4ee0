package io.thalweg.workbench.model;

import io.thalweg.Estimand;
import io.thalweg.Objective;
import io.thalweg.distribution.Categorical;
import io.thalweg.estimator.Recipe;
import io.thalweg.sequence.SequenceOptions;
import io.thalweg.sequence.SequenceTraining;
import io.thalweg.train.Run;
import io.thalweg.workbench.model.Measure.Better;
import io.thalweg.workbench.model.Measure.Chart;
import io.thalweg.workbench.output.Pictures;
import io.thalweg.workbench.problem.Pairing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A generator of sequences against a discriminator, judged by the oracle of real sequences. */
final class Sequences implements Experiment<SequenceTraining> {

  private static final SequenceOptions STANDARD = SequenceOptions.defaults();

  @Override
  public String id() {
    return "sequence";
  }

  @Override
  public String title() {
    return "generator of 20 tokens of 30, by likelihood and then against a discriminator; each token"
        + " a node of a program";
  }

  @Override
  public int steps() {
    return 150;
  }

  @Override
  public List<String> estimators() {
    return List.of("reinforce", "rloo:draws=4", "carms", "relax", "go");
  }

  @Override
  public List<Dial> dials() {
    return List.of(
        Dial.count("tokens", STANDARD.tokens(), 2, 200, "different tokens"),
        Dial.count("length", STANDARD.length(), 2, 100, "tokens of a sequence"),
        Dial.count("window", STANDARD.window(), 1, 10, "tokens on which the next one depends"),
        Dial.count("hidden", STANDARD.hidden(), 1, 1_000, "hidden units of oracle and generator"),
        Dial.count("oracle", STANDARD.oracle(), 0, 1_000_000_000, "seed of the oracle"),
        Dial.number("sharpness", STANDARD.sharpness(), 0, 100, "deviation of the oracle's logits"),
        Dial.count("likelihood", STANDARD.likelihood(), 0, 1_000_000, "first steps by likelihood"),
        Dial.number("likelihood_rate", STANDARD.likelihoodRate(), 1e-8, 1, "their learning rate"),
        Dial.count("batch", STANDARD.batch(), 1, 10_000, "sequences of a step"),
        Dial.number("rate", STANDARD.rate(), 1e-8, 1, "learning rate of the generator"),
        Dial.number("odds", STANDARD.odds(), 0, 1, "weight of log(1 - D) in the cost"),
        Dial.count(
            "critic_hidden",
            STANDARD.criticHidden(),
            1,
            1_000,
            "hidden units of the discriminator"),
        Dial.count(
            "critic_steps", STANDARD.criticSteps(), 0, 1_000_000, "its steps before the first one"),
        Dial.count(
            "critic_batch", STANDARD.criticBatch(), 1, 10_000, "sequences of each kind it sees"),
        Dial.number(
            "critic_rate", STANDARD.criticRate(), 1e-8, 1, "learning rate of it and surrogates"));
  }

  private static SequenceOptions options(Dials dials) {
    return new SequenceOptions(
        dials.count("tokens"),
        dials.count("length"),
        dials.count("window"),
        dials.count("hidden"),
        dials.count("oracle"),
        dials.number("sharpness"),
        dials.count("likelihood"),
        dials.number("likelihood_rate"),
        dials.count("batch"),
        dials.number("rate"),
        dials.number("odds"),
        dials.count("critic_hidden"),
        dials.count("critic_steps"),
        dials.count("critic_batch"),
        dials.number("critic_rate"));
  }

  @Override
  public Pairing pairing(Dials dials) {
    return new Pairing(
        "a token of " + id(),
        Estimand.MEAN,
        Categorical.ofLogits(new double[dials.count("tokens")]),
        Objective.class);
  }

  @Override
  public Run<SequenceTraining> begin(Recipe<?, ?> recipe, Dials dials, long seed) {
    return SequenceTraining.run(recipe, options(dials), seed);
  }

  @Override
  public long evaluations(SequenceTraining training) {
    return training.evaluations();
  }

  @Override
  public List<Measure> measures() {
    return List.of(
        new Measure(
            SequenceTraining.SCORE,
            "-log p",
            "The mean of -log p of the generator's tokens, p that of the oracle, in nats per token. It"
                + " begins where likelihood alone left it. It can fall below the oracle's entropy if"
                + " the generator repeats likely sequences; the entropy then falls, too.",
            "%.4f",
            Better.LOWER,
            Chart.LINEAR),
        new Measure(
            SequenceTraining.ENTROPY,
            "entropy",
            "The generator's own entropy, in nats per token.",
            "%.4f",
            Better.NEITHER,
            Chart.LINEAR),
        new Measure(
            SequenceTraining.DIVERGENCE,
            "KL(q|p)",
            "The score less the entropy, which no collapse can lower: 0 for a perfect generator.",
            "%.4f",
            Better.LOWER,
            Chart.LINEAR),
        new Measure(
            SequenceTraining.REAL,
            "-log q",
            "The mean of -log q of the oracle's tokens, q that of the generator.",
            "%.4f",
            Better.LOWER,
            Chart.LINEAR),
        new Measure(
            SequenceTraining.ACCURACY,
            "accuracy",
            "The share of sequences that the discriminator takes for what they are.",
            "%.3f",
            Better.NEITHER,
            Chart.LINEAR),
        new Measure(
            SequenceTraining.DEVIATION,
            "deviation",
            "The standard deviation of the gradient in the logits of the first token, the root of the"
                + " summed variances.",
            "%.3g",
            Better.LOWER,
            Chart.LOGARITHMIC));
  }

  @Override
  public Map<String, Double> levels(Run<SequenceTraining> run) {
    return Map.of("entropy of the oracle", run.training().oracleEntropy());
  }

  @Override
  public String aboutPictures() {
    return "Each row is a token, each column one that follows it: the darker, the more often, as a"
        + " mean over the seeds. Likelihood alone is where all estimators began. Columns that are"
        + " darker than the oracle's show tokens that a generator prefers, and lighter ones those that"
        + " it avoids.";
  }

  @Override
  public List<Picture> pictures(List<Run<SequenceTraining>> runs) {
    double[] real = runs.get(0).training().oracleTransitions();
    Map<String, List<SequenceTraining>> own = new LinkedHashMap<>();
    runs.forEach(run -> own.computeIfAbsent(run.id(), id -> new ArrayList<>()).add(run.training()));
    List<SequenceTraining> any = own.values().iterator().next();
    List<Picture> pictures = new ArrayList<>();
    pictures.add(Picture.ofProblem("oracle", grid(real, real), black(real)));
    double[] before = mean(any, SequenceTraining::pretrainedTransitions);
    pictures.add(Picture.ofProblem("likelihood alone", grid(before, real), black(real)));
    own.forEach(
        (id, trainings) ->
            pictures.add(
                Picture.of(
                    id, grid(mean(trainings, SequenceTraining::transitions), real), black(real))));
    return pictures;
  }

  private static double[] mean(
      List<SequenceTraining> trainings, Function<SequenceTraining, double[]> transitions) {
    double[][] each = trainings.stream().map(transitions).toArray(double[][]::new);
    double[] mean = new double[each[0].length];
    Arrays.setAll(
        mean, i -> Arrays.stream(each).mapToDouble(own -> own[i]).average().orElseThrow());
    return mean;
  }

  private static double largest(double[] transitions) {
    return Arrays.stream(transitions).max().orElseThrow();
  }

  private static String black(double[] real) {
    return "black is %.2g".formatted(largest(real));
  }

  private static String grid(double[] transitions, double[] real) {
    int tokens = (int) Math.round(Math.sqrt(transitions.length));
    double largest = largest(real);
    double[] shares = Arrays.stream(transitions).map(x -> Math.min(1, x / largest)).toArray();
    return Pictures.grid(shares, tokens, 1);
  }
}
