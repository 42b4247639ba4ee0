package io.thalweg.sorting;

import io.thalweg.Assigned;
import io.thalweg.Estimate;
import io.thalweg.Events;
import io.thalweg.dense.Activation;
import io.thalweg.dense.Architecture;
import io.thalweg.dense.Forward;
import io.thalweg.dense.Layers;
import io.thalweg.dense.Rule;
import io.thalweg.estimator.Recipe;
import io.thalweg.train.GradientVariance;
import io.thalweg.train.NetworkTraining;
import io.thalweg.train.Run;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * A network that learns to sort: it reads the digits of numbers, and the order is drawn.
 *
 * <pre>
 *   order ~ q(network(x)),   E f(order) is raised,   f as SortedNumbers
 * </pre>
 *
 * <p>The network gives a score for each number, or a logit for each number and place. It is one
 * small network that reads each number by itself, or one that reads the whole list. What a digit
 * means it has to find out.
 *
 * <p>Source: Mena et al. (2018), ICLR, arXiv:1802.08665, for the task; Gadetsky et al. (2020),
 * AAAI, arXiv:1911.10036, for orders and relax.
 */
public final class SortingTraining extends NetworkTraining {

  /** Name of the share of fresh lists that the likeliest order sorts. */
  public static final String SORTED = "sorted";

  /** Name of the share of fresh lists that a drawn order sorts. */
  public static final String DRAWN = "drawn";

  /** Name of the mean reward of a drawn order of fresh lists. */
  public static final String REWARD = "reward";

  /** Name of the share of numbers of fresh lists that the likeliest order puts right. */
  public static final String PLACED = "placed";

  /** Name of the standard deviation of the gradient in the outputs, its mean over them. */
  public static final String DEVIATION = "deviation";

  private static final int TESTED = 500;
  private static final int DEVIATION_LISTS = 20;
  private static final int DEVIATION_DRAWS = 20;

  /**
   * The settings.
   *
   * @param numbers of a list
   * @param digits of a number
   * @param hidden units of the hidden layer
   * @param batch lists of a step
   * @param rate the learning rate of Adam
   * @param whole whether the network reads the whole list, and not each number by itself
   * @param logits what the network gives
   */
  public record Options(
      int numbers, int digits, int hidden, int batch, double rate, boolean whole, Logits logits) {

    /**
     * Makes settings.
     *
     * @throws IllegalArgumentException if there are not so many different numbers
     */
    public Options {
      if (numbers > Lists.different(digits)) {
        throw new IllegalArgumentException(
            "a list of %d different numbers of %d digits does not exist"
                .formatted(numbers, digits));
      }
    }

    /** Ten numbers of two digits, 32 hidden units, 64 lists, rate 0.01, each number by itself. */
    public static Options defaults(Logits logits) {
      return new Options(10, 2, 32, 64, 0.01, false, logits);
    }
  }

  private final Options options;
  private final Layers network;
  private final Lists test;

  /**
   * Makes a fresh network.
   *
   * @throws IllegalArgumentException if the recipe does not fit, or an option is out of range
   */
  public SortingTraining(Recipe<?, ?> recipe, Options options, long seed) {
    super(
        seed,
        layers(options).parameters(),
        Rule.adam(options.rate()),
        recipe,
        options
            .logits()
            .law(
                new double[options.numbers() * options.logits().each(options.numbers())],
                options.numbers()),
        options.rate());
    this.options = options;
    this.network = new Layers(parameters(), 0, stream("weights"), layers(options));
    this.test = Lists.draw(TESTED, options.numbers(), options.digits(), stream("test"));
  }

  private static Architecture layers(Options options) {
    int n = options.numbers();
    int together = options.whole() ? n : 1;
    return Architecture.of(together * options.digits() * Lists.BASE)
        .then(options.hidden(), Activation.TANH)
        .then(together * options.logits().each(n), Activation.LINEAR);
  }

  /** Makes a run of its own for a fresh network, with the name of the estimator. */
  public static Run<SortingTraining> run(Recipe<?, ?> recipe, Options options, long seed) {
    return new Run<>(recipe.id(), seed, s -> new SortingTraining(recipe, options, s));
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("numbers", Integer.toString(options.numbers()));
    settings.put("digits", Integer.toString(options.digits()));
    settings.put("hidden", Integer.toString(options.hidden()));
    settings.put("batch", Integer.toString(options.batch()));
    settings.put("rate", Double.toString(options.rate()));
    settings.put("whole", Boolean.toString(options.whole()));
    settings.put("logits", options.logits().name().toLowerCase(Locale.ROOT));
    return settings;
  }

  private Forward forward(Lists lists) {
    return network.forward(
        lists.inputs(), options.whole() ? lists.count() : lists.numbers().length);
  }

  private Assigned law(Forward outputs) {
    return options.logits().law(outputs.outputs(), options.numbers());
  }

  @Override
  public void step(int step) {
    Lists batch =
        Lists.draw(options.batch(), options.numbers(), options.digits(), stream("lists " + step));
    gather(batch, stream("noise " + step));
    descend();
  }

  /**
   * Gathers the gradient of the negative mean reward of a batch.
   *
   * @return the mean reward by the events of the estimate
   */
  double gather(Lists batch, RandomGenerator random) {
    try (Forward outputs = forward(batch)) {
      Estimate estimate = learn(law(outputs), new SortedNumbers(batch), random);
      double[] up = options.logits().outputs(estimate.gradient(), options.numbers());
      double[] down = new double[up.length];
      for (int i = 0; i < up.length; i++) {
        down[i] = -up[i] / batch.count();
      }
      outputs.pullback(down);
      return estimate.value();
    }
  }

  @Override
  public Map<String, Double> measure(int step) {
    int n = options.numbers();
    Map<String, Double> values = new LinkedHashMap<>();
    try (Forward outputs = forward(test)) {
      double[] likeliest = options.logits().likeliest(outputs.outputs(), n);
      Events events = law(outputs).sample(1, stream("measure " + step));
      double[] drawn = options.logits().orders(events, n);
      values.put(SORTED, sorted(test, likeliest));
      values.put(DRAWN, sorted(test, drawn));
      values.put(REWARD, reward(test, drawn));
      values.put(PLACED, placed(test, likeliest));
    }
    values.put(DEVIATION, deviation(stream("deviation " + step)));
    values.put(EVALUATIONS, (double) evaluations());
    return values;
  }

  private static double sorted(Lists lists, double[] orders) {
    double sorted = 0;
    int rows = orders.length / lists.length();
    for (int row = 0; row < rows; row++) {
      sorted += lists.right(orders, row) == lists.length() ? 1 : 0;
    }
    return sorted / rows;
  }

  private static double placed(Lists lists, double[] orders) {
    double right = 0;
    for (int row = 0; row < orders.length / lists.length(); row++) {
      right += lists.right(orders, row);
    }
    return right / orders.length;
  }

  private static double reward(Lists lists, double[] orders) {
    int n = lists.length();
    double[] values =
        new SortedNumbers(lists)
            .evaluate(Events.ofCategories(orders, lists.count(), n, n))
            .values();
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private double deviation(RandomGenerator random) {
    Lists some =
        Lists.draw(DEVIATION_LISTS, options.numbers(), options.digits(), stream("deviation"));
    GradientVariance variance = new GradientVariance();
    try (Forward outputs = forward(some)) {
      for (int draw = 0; draw < DEVIATION_DRAWS; draw++) {
        variance.add(estimate(law(outputs), new SortedNumbers(some), random).gradient());
      }
    }
    return variance.meanDeviation();
  }

  /**
   * Returns the mean matrix of the law of some fresh lists, by draws: the share in which each place
   * has the number of each rank. The diagonal is 1 where a list is always sorted.
   *
   * @return [lists x places x ranks]
   */
  public double[] shares(int lists, int draws) {
    int n = options.numbers();
    Lists some = Lists.draw(lists, n, options.digits(), stream("test"));
    double[] shares = new double[lists * n * n];
    try (Forward outputs = forward(some)) {
      double[] orders = options.logits().orders(law(outputs).sample(draws, stream("shares")), n);
      int[] ranks = some.ranks();
      for (int at = 0; at < orders.length; at++) {
        int list = at / n % lists;
        int rank = ranks[list * n + (int) orders[at]];
        shares[list * n * n + at % n * n + rank] += 1.0 / draws;
      }
    }
    return shares;
  }
}
