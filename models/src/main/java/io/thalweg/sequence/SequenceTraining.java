package io.thalweg.sequence;

import io.thalweg.Distribution;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.dense.Optimizer;
import io.thalweg.dense.Rule;
import io.thalweg.distribution.Categorical;
import io.thalweg.estimator.Recipe;
import io.thalweg.program.Estimates;
import io.thalweg.program.Node;
import io.thalweg.program.Program;
import io.thalweg.support.Numbers;
import io.thalweg.support.Streams;
import io.thalweg.train.GradientVariance;
import io.thalweg.train.Learned;
import io.thalweg.train.Run;
import io.thalweg.train.Training;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * A generator of sequences that is trained by likelihood, and then against a discriminator by any
 * estimator that asks for values of f.
 *
 * <p>An oracle, a network with random weights, says what real sequences are. Before the first step
 * the generator learns from its sequences by maximum likelihood, and the discriminator learns to
 * tell both apart. This is the same for all estimators. Each step then draws a batch of sequences,
 * each token a node of a program, estimates the gradient of the discriminator's cost, and lets the
 * discriminator learn in its turn.
 *
 * <p>Source: Yu, Zhang, Wang &amp; Yu (2017), AAAI, arXiv:1609.05473, for oracle, discriminator and
 * rollouts.
 */
public final class SequenceTraining implements Training {

  /** Name of the mean of -log p of a token of the generator, p that of the oracle. */
  public static final String SCORE = "score";

  /** Name of the generator's entropy per token. */
  public static final String ENTROPY = "entropy";

  /** Name of the divergence KL(q | p) per token, the score less the entropy. */
  public static final String DIVERGENCE = "divergence";

  /** Name of the mean of -log q of a token of the oracle. */
  public static final String REAL = "real";

  /** Name of the share of sequences that the discriminator takes for what they are. */
  public static final String ACCURACY = "accuracy";

  /** Name of the standard deviation of the gradient in the logits of the first token. */
  public static final String DEVIATION = "deviation";

  /** Name of the evaluations of f so far. */
  public static final String EVALUATIONS = "evaluations";

  private static final int MEASURED = 500;
  private static final int DEVIATION_CONTEXTS = 16;

  private final long seed;
  private final SequenceOptions options;
  private final TokenModel oracle;
  private final TokenModel generator;
  private final Discriminator discriminator;
  private final Optimizer optimizer;
  private final List<Estimator<Distribution, Objective>> estimators;
  private final double[] pretrained;
  private final double[] real;
  private final Categorical realLaws;
  private boolean begun;
  private long evaluations;

  /**
   * Makes an oracle and a generator, which learns by likelihood before it is first used.
   *
   * @throws IllegalArgumentException if the recipe does not fit or options do not go together
   */
  public SequenceTraining(Recipe<?, ?> recipe, SequenceOptions options, long seed) {
    this.seed = seed;
    this.options = options;
    this.estimators = TokenEstimators.of(recipe, options, stream("surrogate"));
    Windows windows = new Windows(options.tokens(), options.window());
    int length = options.length();
    this.oracle =
        TokenModel.oracle(
            windows,
            length,
            options.hidden(),
            options.sharpness(),
            Streams.named(options.oracle(), "oracle"));
    this.generator = new TokenModel(windows, length, options.hidden(), stream("generator"));
    this.discriminator = Discriminator.of(options, stream("discriminator"));
    this.optimizer = new Optimizer(generator.parameters(), Rule.adam(options.rate()));
    this.real = oracle.sample(MEASURED, Streams.named(options.oracle(), "measured"));
    this.realLaws = oracle.conditionals(real);
    this.pretrained = new double[generator.parameters().size()];
  }

  /** Trains by likelihood once, and not at all where a checkpoint holds what came of it. */
  private void begin() {
    if (!begun) {
      new Pretraining(options, oracle, stream("pretraining")).train(generator, discriminator);
      System.arraycopy(generator.parameters().values(), 0, pretrained, 0, pretrained.length);
      begun = true;
    }
  }

  /** Makes a run of its own, with the name of the estimator. */
  public static Run<SequenceTraining> run(Recipe<?, ?> recipe, SequenceOptions options, long seed) {
    return new Run<>(recipe.id(), seed, s -> new SequenceTraining(recipe, options, s));
  }

  /** Counts the evaluations of f so far, those of measurements not among them. */
  public long evaluations() {
    return evaluations;
  }

  /** Computes the oracle's own entropy per token, which is the score of perfect samples. */
  public double oracleEntropy() {
    return Likeness.mean(realLaws, realLaws, options.length());
  }

  /** Returns the frequencies of transitions of the oracle, [tokens x tokens]. */
  public double[] oracleTransitions() {
    return Transitions.of(real, realLaws, options.length());
  }

  /** Returns the frequencies of transitions of the generator as likelihood alone left it. */
  public double[] pretrainedTransitions() {
    begin();
    Windows windows = generator.windows();
    TokenModel before =
        new TokenModel(windows, options.length(), options.hidden(), stream("generator"));
    before.parameters().set(pretrained);
    return transitions(before);
  }

  /** Returns the frequencies of transitions of the generator. */
  public double[] transitions() {
    begin();
    return transitions(generator);
  }

  private double[] transitions(TokenModel model) {
    double[] drawn = model.sample(MEASURED, stream("measured"));
    return Transitions.of(drawn, model.conditionals(drawn), options.length());
  }

  @Override
  public Map<String, String> settings() {
    return options.settings();
  }

  private Program program(int contexts) {
    return TokenProgram.of(
        contexts,
        options.window(),
        generator.link(contexts),
        estimators,
        discriminator.cost(options.odds()));
  }

  @Override
  public void step(int step) {
    begin();
    Program program = program(options.batch());
    Estimates estimates = program.estimate(stream("noise " + step));
    program.learn(estimates);
    evaluations += estimates.evaluations();
    RandomGenerator random = stream("sequences " + step);
    double[] fakes = generator.sample(options.criticBatch(), random);
    estimates.pullback(1.0 / options.batch());
    optimizer.step();
    discriminator.step(oracle.sample(options.criticBatch(), random), fakes);
  }

  @Override
  public Map<String, Double> measure(int step) {
    begin();
    double[] drawn = generator.sample(MEASURED, stream("measured"));
    Categorical own = generator.conditionals(drawn);
    int length = options.length();
    double score = Likeness.mean(own, oracle.conditionals(drawn), length);
    double entropy = Likeness.mean(own, own, length);
    Map<String, Double> values = new LinkedHashMap<>();
    values.put(SCORE, score);
    values.put(ENTROPY, entropy);
    values.put(DIVERGENCE, score - entropy);
    values.put(REAL, Likeness.mean(realLaws, generator.conditionals(real), length));
    values.put(ACCURACY, discriminator.accuracy(real, drawn));
    values.put(DEVIATION, deviation(stream("deviation " + step)));
    values.put(EVALUATIONS, (double) evaluations);
    return values;
  }

  /** The contexts of a program are independent, and the first token has the same law in all. */
  private double deviation(RandomGenerator random) {
    Program program = program(DEVIATION_CONTEXTS);
    Node<?> first = program.nodes().get(0);
    double[] gradients = program.estimate(random).gradient(first);
    int tokens = options.tokens();
    GradientVariance variance = new GradientVariance();
    for (int c = 0; c < DEVIATION_CONTEXTS; c++) {
      variance.add(Arrays.copyOfRange(gradients, c * tokens, (c + 1) * tokens));
    }
    return Math.sqrt(variance.sum());
  }

  /** Writes generator, discriminator and what estimators learned; the seed makes the oracle. */
  @Override
  public void save(DataOutput out) throws IOException {
    begin();
    Numbers.write(out, pretrained);
    generator.parameters().save(out);
    optimizer.save(out);
    discriminator.save(out);
    out.writeLong(evaluations);
    for (Estimator<?, ?> estimator : estimators) {
      Learned.save(estimator, out);
    }
  }

  @Override
  public void load(DataInput in) throws IOException {
    Numbers.read(in, pretrained);
    begun = true;
    generator.parameters().load(in);
    optimizer.load(in);
    discriminator.load(in);
    evaluations = in.readLong();
    for (Estimator<?, ?> estimator : estimators) {
      Learned.load(estimator, in);
    }
  }

  private RandomGenerator stream(String name) {
    return Streams.named(seed, name);
  }
}
