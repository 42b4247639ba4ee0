package io.thalweg.toy;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Finite;
import io.thalweg.Objective;
import io.thalweg.dense.Activation;
import io.thalweg.dense.Architecture;
import io.thalweg.dense.DenseNetwork;
import io.thalweg.dense.Rule;
import io.thalweg.distribution.PlackettLuce;
import io.thalweg.estimator.Recipe;
import io.thalweg.estimator.Settings;
import io.thalweg.optimizer.Adam;
import io.thalweg.optimizer.Descent;
import io.thalweg.problem.Toys;
import io.thalweg.support.Numbers;
import io.thalweg.support.Streams;
import io.thalweg.train.GradientVariance;
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
 * The descent of E |P - T|^2 over the logits of a law of orders, the Plackett-Luce toy.
 *
 * <pre>
 *   P ~ PlackettLuce(theta), theta = 0 at first,   T_ii = 1 / n + 0.05, all rows of T add up to 1
 *   REBAR: c(z) = eta f(NeuralSort(z / tau)),   RELAX: c(z) = f(NeuralSort(z / tau)) + r(z)
 * </pre>
 *
 * <p>As published, Adam moves theta and, by a state of its own, everything that the surrogate
 * learns; tau and eta start at 1, and r has one hidden layer of ReLU. Its weights start as those of
 * all our networks, not as in the published program.
 *
 * <p>What is measured is exact but for the deviation: sums over all orders.
 *
 * <p>Source: Gadetsky et al. (2020), AAAI, arXiv:1911.10036, and their program
 * agadetsky/pytorch-pl-variance-reduction.
 */
public final class OrderToy implements Training {

  /** Name of E f, which is descended. */
  public static final String VALUE = "value";

  /** Name of the probability of the best order. */
  public static final String BEST = "best";

  /** Name of the standard deviation of the gradient, its mean over the coordinates. */
  public static final String DEVIATION = "deviation";

  /** Name of the evaluations of f so far. */
  public static final String EVALUATIONS = "evaluations";

  private static final int DEVIATION_DRAWS = 1_000;
  // An estimator that needs a finite law lists all orders for each estimate.
  private static final int LISTING_DRAWS = 20;

  /**
   * The options of a training.
   *
   * @param items of an order
   * @param rate the learning rate of Adam, for the logits and for surrogates, scales and
   *     temperatures
   * @param temperature the initial one of relaxations
   * @param hidden units of the hidden layer of a surrogate's network
   */
  public record Options(int items, double rate, double temperature, int hidden) {

    /** Eight items, rate 0.01, temperature 1 and 32 hidden units, as published. */
    public static Options defaults() {
      return new Options(8, 0.01, 1, 32);
    }
  }

  private final long seed;
  private final Options options;
  private final DifferentiableObjective objective;
  private final AllOrders orders;
  private final Estimator<Distribution, Objective> estimator;
  private final int deviationDraws;
  private final double[] logits;
  private final Adam adam;
  private long evaluations;

  /**
   * Makes a fresh law at equal weights.
   *
   * @throws IllegalArgumentException if the recipe does not fit, an option is out of range, or
   *     there are too many orders to list
   */
  public OrderToy(Recipe<?, ?> recipe, Options options, long seed) {
    this.seed = seed;
    this.options = options;
    this.objective = Toys.orders(options.items());
    this.orders = AllOrders.of(options.items(), objective);
    this.logits = new double[options.items()];
    this.adam = new Adam(options.rate(), logits.length);
    this.estimator =
        recipe.create(law(), DifferentiableObjective.class, settings(options), stream("surrogate"));
    this.deviationDraws = recipe.law() == Finite.class ? LISTING_DRAWS : DEVIATION_DRAWS;
  }

  private static Settings settings(Options options) {
    return Settings.defaults()
        .withTemperature(options.temperature())
        .withRate(options.rate())
        .withNetworks((inputs, random) -> network(options, inputs, random));
  }

  private static DenseNetwork network(Options options, int inputs, RandomGenerator random) {
    Architecture layers =
        Architecture.of(inputs).then(options.hidden(), Activation.RELU).then(1, Activation.LINEAR);
    return new DenseNetwork(random, Rule.adam(options.rate()), layers);
  }

  /** Makes a run of its own for a fresh law, with the name of the estimator. */
  public static Run<OrderToy> run(Recipe<?, ?> recipe, Options options, long seed) {
    return new Run<>(recipe.id(), seed, s -> new OrderToy(recipe, options, s));
  }

  /** The law as it is. */
  public PlackettLuce law() {
    return PlackettLuce.ofLogits(logits);
  }

  /** Counts the evaluations of f so far, those of measurements not among them. */
  public long evaluations() {
    return evaluations;
  }

  /** Computes the least E f that a law can have: that of the best order alone. */
  public double optimum() {
    return orders.values()[orders.best()];
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("items", Integer.toString(options.items()));
    settings.put("rate", Double.toString(options.rate()));
    settings.put("temperature", Double.toString(options.temperature()));
    settings.put("hidden", Integer.toString(options.hidden()));
    return settings;
  }

  @Override
  public void step(int step) {
    Estimate estimate = Descent.learn(estimator, law(), objective, stream("noise " + step));
    adam.step(logits, estimate.gradient());
    evaluations += estimate.evaluations();
  }

  @Override
  public Map<String, Double> measure(int step) {
    double[] probabilities = orders.probabilities(law());
    Map<String, Double> values = new LinkedHashMap<>();
    values.put(VALUE, orders.mean(probabilities));
    values.put(BEST, probabilities[orders.best()]);
    values.put(DEVIATION, deviation(stream("measure " + step)));
    values.put(EVALUATIONS, (double) evaluations);
    return values;
  }

  private double deviation(RandomGenerator random) {
    GradientVariance variance = new GradientVariance();
    PlackettLuce law = law();
    for (int draw = 0; draw < deviationDraws; draw++) {
      variance.add(estimator.estimate(law, objective, random).gradient());
    }
    return variance.meanDeviation();
  }

  /** Writes the logits, which are the law, and what the estimator learned. */
  @Override
  public void save(DataOutput out) throws IOException {
    Numbers.write(out, logits);
    adam.save(out);
    out.writeLong(evaluations);
    Learned.save(estimator, out);
  }

  @Override
  public void load(DataInput in) throws IOException {
    Numbers.read(in, logits);
    adam.load(in);
    evaluations = in.readLong();
    Learned.load(estimator, in);
  }

  private RandomGenerator stream(String name) {
    return Streams.named(seed, name);
  }
}
