package io.thalweg.structure;

import io.thalweg.distribution.Bernoulli;
import io.thalweg.estimator.Recipe;
import io.thalweg.support.Streams;
import io.thalweg.train.GradientVariance;
import io.thalweg.train.Run;
import io.thalweg.train.Training;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The descent of E f over a law of graphs, f the penalised likelihood of data.
 *
 * <pre>
 *   o ~ PlackettLuce(a), an order of the nodes;   b_ij ~ Bernoulli(c_ij), a bit for each pair
 *   graph: i -> j if b_ij = 1 and i comes before j in o;   a = 0, c equal at first
 *   f = -max log-likelihood / n + |E| ln n / 2n - that of no edges
 * </pre>
 *
 * <p>Every outcome is a graph without cycles, and every such graph is an outcome. Pairs, and not
 * edges, have bits, so that every bit acts in every draw: of two bits for the two directions one
 * would be idle.
 *
 * <p>Order and bits are two nodes of a program. An estimator that takes a law of orders estimates
 * at both; beside one that takes bits alone, the order has RLOO with {@link #ORDER_DRAWS} draws.
 */
public final class StructureLearning implements Training {

  /** Name of E f, which is descended. */
  public static final String VALUE = "value";

  /** Name of f of the most probable graph. */
  public static final String MODE = "mode";

  /** Name of the structural Hamming distance of the most probable graph to the true one. */
  public static final String DISTANCE = "distance";

  /** Name of the distance of their equivalence classes. */
  public static final String CLASS_DISTANCE = "class_distance";

  /** Name of the standard deviation of the gradient, its mean over the coordinates. */
  public static final String DEVIATION = "deviation";

  /** Name of the evaluations of f so far. */
  public static final String EVALUATIONS = "evaluations";

  /** The draws of RLOO at the order where the estimator takes no orders. */
  public static final int ORDER_DRAWS = 4;

  private static final int VALUE_DRAWS = 1_000;
  private static final int DEVIATION_DRAWS = 200;
  private static final int RESTARTS = 20;

  /**
   * The options of a training.
   *
   * @param nodes of the graph
   * @param degree the expected number of neighbours of a node of the true graph
   * @param samples of the data
   * @param equalNoise whether all noises have one variance, and f says so
   * @param data the seed of the true graph and of the data
   * @param start the first probability of every bit, between 0 and 1
   * @param rate the learning rate of Adam
   */
  public record Options(
      int nodes,
      double degree,
      int samples,
      boolean equalNoise,
      long data,
      double start,
      double rate) {

    /** Ten nodes, two neighbours each, 200 samples, any noise; bits at 0.1 and rate 0.1. */
    public static Options defaults() {
      return new Options(10, 2, 200, false, 1, 0.1, 0.1);
    }
  }

  private final long seed;
  private final Options options;
  private final Graph truth;
  private final Likelihood likelihood;
  private final GraphLaw law;
  private long evaluations;

  /**
   * Makes a law whose orders are equally probable.
   *
   * @throws IllegalArgumentException if the recipe does not fit or an option is out of range
   */
  public StructureLearning(Recipe<?, ?> recipe, Options options, long seed) {
    this.seed = seed;
    this.options = options;
    LinearModel data =
        LinearModel.draw(
            options.nodes(),
            options.degree(),
            options.samples(),
            options.equalNoise(),
            options.data());
    this.truth = data.graph();
    this.likelihood = Likelihood.of(data, options.equalNoise());
    this.law =
        new GraphLaw(recipe, pairs(options), likelihood, options.rate(), stream("surrogate"));
  }

  /** Makes a run of its own for a fresh law, with the name of the estimator. */
  public static Run<StructureLearning> run(Recipe<?, ?> recipe, Options options, long seed) {
    return new Run<>(recipe.id(), seed, s -> new StructureLearning(recipe, options, s));
  }

  /** Makes the law of the bits at first, which an estimator must fit. */
  public static Bernoulli pairs(Options options) {
    double[] probabilities = new double[Orders.pairs(options.nodes())];
    Arrays.fill(probabilities, options.start());
    return Bernoulli.of(probabilities);
  }

  /** The logits of the order; a copy. */
  double[] order() {
    return law.order();
  }

  /** The logits of the bits; a copy. */
  double[] bits() {
    return law.bits();
  }

  /** The graph of which the data are. */
  public Graph truth() {
    return truth;
  }

  /** The most probable graph of the law. */
  public Graph mode() {
    return Orders.mode(law.order(), law.bits());
  }

  /** The probability of each edge under the law, [from x to]. */
  public double[] edges() {
    return Orders.edges(law.order(), law.bits());
  }

  /** Computes f of a graph. */
  public double value(Graph graph) {
    return likelihood.value(graph);
  }

  /** Searches greedily from the graph without edges and from random ones. */
  public Found greedy() {
    GreedySearch.Found found =
        GreedySearch.search(likelihood, RESTARTS, options.degree(), options.data());
    return new Found(found.graph(), found.evaluations());
  }

  /**
   * A graph that a search found.
   *
   * @param evaluations of f
   */
  public record Found(Graph graph, long evaluations) {}

  /** The graph with the least f; empty if there are too many nodes. */
  public Optional<Graph> best() {
    return options.nodes() <= ExactSearch.MOST_NODES
        ? Optional.of(ExactSearch.search(likelihood))
        : Optional.empty();
  }

  /** Counts the evaluations of f so far, those of measurements not among them. */
  public long evaluations() {
    return evaluations;
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("nodes", Integer.toString(options.nodes()));
    settings.put("degree", Double.toString(options.degree()));
    settings.put("samples", Integer.toString(options.samples()));
    settings.put("equal", Boolean.toString(options.equalNoise()));
    settings.put("data", Long.toString(options.data()));
    settings.put("start", Double.toString(options.start()));
    settings.put("rate", Double.toString(options.rate()));
    return settings;
  }

  @Override
  public void step(int step) {
    evaluations += law.step(stream("noise " + step));
  }

  @Override
  public Map<String, Double> measure(int step) {
    RandomGenerator random = stream("measure " + step);
    Graph mode = mode();
    Map<String, Double> values = new LinkedHashMap<>();
    values.put(VALUE, meanValue(random));
    values.put(MODE, value(mode));
    values.put(CLASS_DISTANCE, (double) mode.classDistance(truth));
    values.put(DISTANCE, (double) mode.distance(truth));
    values.put(DEVIATION, deviation(random));
    values.put(EVALUATIONS, (double) evaluations);
    return values;
  }

  private double meanValue(RandomGenerator random) {
    double sum = 0;
    for (double value : law.values(VALUE_DRAWS, random)) {
      sum += value;
    }
    return sum / VALUE_DRAWS;
  }

  private double deviation(RandomGenerator random) {
    GradientVariance variance = new GradientVariance();
    for (int draw = 0; draw < DEVIATION_DRAWS; draw++) {
      variance.add(gradient(random));
    }
    return variance.meanDeviation();
  }

  /** Draws one estimate of the gradient, first in the logits of the order, then of the bits. */
  double[] gradient(RandomGenerator random) {
    return law.gradient(random);
  }

  @Override
  public void save(DataOutput out) throws IOException {
    law.save(out);
    out.writeLong(evaluations);
  }

  @Override
  public void load(DataInput in) throws IOException {
    law.load(in);
    evaluations = in.readLong();
  }

  private RandomGenerator stream(String name) {
    return Streams.named(seed, name);
  }
}
