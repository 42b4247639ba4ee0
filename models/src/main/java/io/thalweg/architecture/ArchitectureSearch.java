package io.thalweg.architecture;

import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.distribution.Categorical;
import io.thalweg.estimator.Recipe;
import io.thalweg.estimator.Settings;
import io.thalweg.optimizer.Adam;
import io.thalweg.optimizer.Descent;
import io.thalweg.support.Numbers;
import io.thalweg.support.Streams;
import io.thalweg.train.Learned;
import io.thalweg.train.Run;
import io.thalweg.train.Training;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The descent of E f over a law of architectures, f the loss of a network after a short training.
 *
 * <pre>
 *   x ~ Categorical(theta), kind, width and skip of each hidden layer;   theta = 0 at first
 * </pre>
 *
 * <p>A step takes one estimate or several, until they have asked for f {@code draws} times, and
 * descends their mean. So estimators of one evaluation and of four are compared at equal
 * evaluations.
 */
public final class ArchitectureSearch implements Training {

  /** Name of the least f that was met in steps; before the first step, f of the mode. */
  public static final String BEST = "best";

  /** Name of f of the most probable architecture. */
  public static final String MODE = "mode";

  /** Name of its loss with other first weights and batches, a mean of three trainings. */
  public static final String AGAIN = "again";

  /** Name of the share of test digits that it then classifies rightly. */
  public static final String ACCURACY = "accuracy";

  /** Name of the mean over the choices of the largest probability. */
  public static final String CERTAINTY = "certainty";

  /** Name of the evaluations of f so far. */
  public static final String EVALUATIONS = "evaluations";

  private static final int REPEATS = 3;

  /**
   * The options of a search.
   *
   * @param draws the evaluations of a step, at least
   * @param rate the learning rate of the logits
   */
  public record Options(int draws, double rate) {

    /** Four evaluations a step, rate 0.2. */
    public static Options defaults() {
      return new Options(4, 0.2);
    }
  }

  private final long seed;
  private final Options options;
  private final Trials trials;
  private final Estimator<Distribution, Objective> estimator;
  private final double[] logits;
  private final Adam adam;
  private double best;
  private long evaluations;

  /**
   * Makes a law whose architectures are equally probable.
   *
   * @throws IllegalArgumentException if the recipe does not fit or an option is out of range
   */
  public ArchitectureSearch(Recipe<?, ?> recipe, Trials trials, Options options, long seed) {
    this.seed = seed;
    this.options = options;
    this.trials = trials;
    this.logits = law(trials.options()).parameters();
    this.adam = new Adam(options.rate(), logits.length);
    this.estimator =
        recipe.create(
            law(trials.options()), Objective.class, Settings.defaults(), stream("surrogate"));
    this.best = Double.POSITIVE_INFINITY;
  }

  /** The law at first, which an estimator must fit. */
  public static Categorical law(Trials.Options options) {
    int variables = options.layers() * Blueprint.CHOICES;
    return Categorical.ofLogits(new double[variables * Blueprint.VALUES], Blueprint.VALUES);
  }

  /** Makes a run of its own for a fresh law, with the name of the estimator. */
  public static Run<ArchitectureSearch> run(
      Recipe<?, ?> recipe, Trials trials, Options options, long seed) {
    return new Run<>(recipe.id(), seed, s -> new ArchitectureSearch(recipe, trials, options, s));
  }

  private Categorical law() {
    return Categorical.ofLogits(logits, Blueprint.VALUES);
  }

  /** The probability of each value of each choice, [layers x kind, width, skip x values]. */
  public double[] probabilities() {
    return law().probabilities().clone();
  }

  private Blueprint mode() {
    double[] event = new double[trials.variables()];
    for (int variable = 0; variable < event.length; variable++) {
      int from = variable * Blueprint.VALUES;
      for (int value = 1; value < Blueprint.VALUES; value++) {
        if (logits[from + value] > logits[from + (int) event[variable]]) {
          event[variable] = value;
        }
      }
    }
    return Blueprint.of(event);
  }

  /** The most probable architecture in words, such as {@code ReLU 32+image, tanh 16}. */
  public String inWords() {
    return mode().toString();
  }

  /** Counts the evaluations of f so far, those of measurements not among them. */
  public long evaluations() {
    return evaluations;
  }

  /** The least f of random search, a mean over seeds, for as many evaluations as here. */
  public double randomSearch(int seeds) {
    double sum = 0;
    for (int s = 1; s <= seeds; s++) {
      sum += Rivals.randomSearch(trials, trials.variables(), Blueprint.VALUES, evaluations, s);
    }
    return sum / seeds;
  }

  /** The least f of the method of cross-entropy, likewise. */
  public double crossEntropy(int seeds) {
    double sum = 0;
    for (int s = 1; s <= seeds; s++) {
      sum += Rivals.crossEntropy(trials, trials.variables(), Blueprint.VALUES, evaluations, s);
    }
    return sum / seeds;
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("layers", Integer.toString(trials.options().layers()));
    settings.put("updates", Integer.toString(trials.options().updates()));
    settings.put("network_rate", Double.toString(trials.options().rate()));
    settings.put("draws", Integer.toString(options.draws()));
    settings.put("rate", Double.toString(options.rate()));
    return settings;
  }

  @Override
  public void step(int step) {
    RandomGenerator random = stream("noise " + step);
    Categorical law = law();
    double[] sum = new double[logits.length];
    int estimates = 0;
    long asked = 0;
    while (asked < options.draws()) {
      Estimate estimate = Descent.learn(estimator, law, this::watched, random);
      asked += estimate.evaluations();
      estimates++;
      for (int i = 0; i < sum.length; i++) {
        sum[i] += estimate.gradient()[i];
      }
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] /= estimates;
    }
    adam.step(logits, sum);
    evaluations += asked;
  }

  /** Evaluates f and keeps the least value. */
  private double watched(double[] event) {
    double value = trials.value(event);
    best = Math.min(best, value);
    return value;
  }

  @Override
  public Map<String, Double> measure(int step) {
    Blueprint mode = mode();
    double value = trials.outcome(mode, Trials.NOISE).loss();
    double loss = 0;
    double accuracy = 0;
    for (int noise = 1; noise <= REPEATS; noise++) {
      Trials.Outcome outcome = trials.outcome(mode, noise);
      loss += outcome.loss() / REPEATS;
      accuracy += outcome.accuracy() / REPEATS;
    }
    Map<String, Double> values = new LinkedHashMap<>();
    values.put(BEST, step == 0 ? value : best);
    values.put(MODE, value);
    values.put(AGAIN, loss);
    values.put(ACCURACY, accuracy);
    values.put(CERTAINTY, certainty());
    values.put(EVALUATIONS, (double) evaluations);
    return values;
  }

  private double certainty() {
    double[] probabilities = probabilities();
    double sum = 0;
    for (int from = 0; from < probabilities.length; from += Blueprint.VALUES) {
      double largest = 0;
      for (int value = from; value < from + Blueprint.VALUES; value++) {
        largest = Math.max(largest, probabilities[value]);
      }
      sum += largest;
    }
    return sum / trials.variables();
  }

  @Override
  public void save(DataOutput out) throws IOException {
    Numbers.write(out, logits);
    adam.save(out);
    out.writeDouble(best);
    out.writeLong(evaluations);
    Learned.save(estimator, out);
  }

  @Override
  public void load(DataInput in) throws IOException {
    Numbers.read(in, logits);
    adam.load(in);
    best = in.readDouble();
    evaluations = in.readLong();
    Learned.load(estimator, in);
  }

  private RandomGenerator stream(String name) {
    return Streams.named(seed, name);
  }
}
