package io.thalweg.vae;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * The formulas of the models of a plan in double precision and plain loops, with every expectation
 * summed over all latents: what {@link Vae}, {@link LayeredVae} and {@link Completion} are compared
 * with.
 *
 * <p>Its parameters are those of the layers from the image to the last latents, of the layers back
 * to the image, and of the prior unless it is fixed, all in one array.
 */
final class Enumerated {

  private final Plan plan;
  private final double[] mean;
  private final Latents latents;
  private final EnumeratedLaw law;
  private final boolean completes;
  private final int seen;
  private final List<EnumeratedNet> down = new ArrayList<>();
  private final List<EnumeratedNet> up = new ArrayList<>();
  private final int prior;
  private final Set<String> dropped = new HashSet<>();
  private final int size;

  Enumerated(Plan plan, double[] mean) {
    this.plan = plan;
    this.mean = mean;
    this.latents = Latents.parse(plan.get(Knob.LATENTS));
    this.law = new EnumeratedLaw(plan);
    this.completes = plan.get(Knob.TASK).equals("complete");
    int side = (int) Math.sqrt(mean.length);
    this.seen = completes ? side / 2 * side : mean.length;
    int depth = Integer.parseInt(plan.get(Knob.LAYERS));
    int points = latents.variables() * latents.categories();
    int at = 0;
    for (int layer = 0; layer < depth; layer++) {
      boolean centred =
          plan.get(layer == 0 ? Knob.ENCODER_INPUT : Knob.DECODER_INPUT).equals("centred");
      down.add(
          new EnumeratedNet(
              plan, at, sizes(layer == 0 ? seen : points, outputs(), false), centred));
      at = down.get(layer).end();
    }
    boolean centred = plan.get(Knob.DECODER_INPUT).equals("centred");
    for (int layer = 1; layer < depth && !completes; layer++) {
      up.add(new EnumeratedNet(plan, at, sizes(points, outputs(), true), centred));
      at = up.get(layer - 1).end();
    }
    int pixels = completes ? mean.length - seen : mean.length;
    up.add(new EnumeratedNet(plan, at, sizes(points, pixels, true), centred));
    this.prior = up.get(up.size() - 1).end();
    this.size = plan.get(Knob.PRIOR).equals("fixed") ? prior : prior + points;
  }

  /** Returns the same model without some costs, as a mistaken program has it. */
  Enumerated without(String... costs) {
    Enumerated other = new Enumerated(plan, mean);
    other.dropped.addAll(List.of(costs));
    return other;
  }

  private int outputs() {
    boolean reference = plan.get(Knob.LOGITS).equals("reference");
    return switch (latents.kind()) {
      case BERNOULLI -> latents.variables();
      case GAUSSIAN -> 2 * latents.variables();
      case CATEGORICAL -> latents.variables() * (latents.categories() - (reference ? 1 : 0));
    };
  }

  private int[] sizes(int inputs, int outputs, boolean reversed) {
    String hidden = plan.get(Knob.HIDDEN);
    List<Integer> sizes = new ArrayList<>();
    for (String units : hidden.equals("none") ? new String[0] : hidden.split("-", -1)) {
      sizes.add(reversed ? 0 : sizes.size(), Integer.parseInt(units));
    }
    sizes.add(0, inputs);
    sizes.add(outputs);
    return sizes.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The number of pixels of an image. */
  int pixels() {
    return mean.length;
  }

  /** The number of all parameters. */
  int size() {
    return size;
  }

  /** The index of the first bias of a pixel. */
  int outputBiases() {
    EnumeratedNet last = up.get(up.size() - 1);
    return last.end() - last.sizes[last.sizes.length - 1];
  }

  /** The first parameters of each array, W and b of each layer and the prior, and the last end. */
  int[] arrays() {
    List<Integer> starts = new ArrayList<>();
    for (List<EnumeratedNet> nets : List.of(down, up)) {
      for (EnumeratedNet net : nets) {
        int at = net.from;
        for (int l = 1; l < net.sizes.length; l++) {
          starts.add(at);
          starts.add(at + net.sizes[l] * net.sizes[l - 1]);
          at += net.sizes[l] * (net.sizes[l - 1] + 1);
        }
      }
    }
    if (size > prior) {
      starts.add(prior);
    }
    starts.add(size);
    return starts.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The bound of so many draws, averaged over images [count x pixels]; that of one is the ELBO. */
  double bound(double[] parameters, double[] images, int draws) {
    int count = images.length / mean.length;
    double sum = 0;
    for (int c = 0; c < count; c++) {
      double[] x = Arrays.copyOfRange(images, c * mean.length, (c + 1) * mean.length);
      sum += bound(outcomes(parameters, x), draws, 0, 1, Double.NEGATIVE_INFINITY) / count;
    }
    return sum;
  }

  /** E log of the mean of exp f over independent outcomes, with q and log sum exp f so far. */
  private static double bound(List<Outcome> all, int left, int drawn, double q, double log) {
    if (left == 0) {
      return q * (log - Math.log(drawn));
    }
    double sum = 0;
    for (Outcome outcome : all) {
      double larger = Math.max(log, outcome.f);
      double smaller = Math.min(log, outcome.f);
      double both = larger + Math.log1p(Math.exp(smaller - larger));
      sum += bound(all, left - 1, drawn + 1, q * outcome.probability, both);
    }
    return sum;
  }

  /** The variance of f, averaged over images. */
  double variance(double[] parameters, double[] images) {
    int count = images.length / mean.length;
    double variance = 0;
    for (int c = 0; c < count; c++) {
      double[] x = Arrays.copyOfRange(images, c * mean.length, (c + 1) * mean.length);
      double first = 0;
      double second = 0;
      for (Outcome outcome : outcomes(parameters, x)) {
        first += outcome.probability * outcome.f;
        second += outcome.probability * outcome.f * outcome.f;
      }
      variance += (second - first * first) / count;
    }
    return variance;
  }

  /** Central differences of the bound in all parameters. */
  double[] gradient(double[] parameters, double[] images, int draws) {
    return gradient(parameters, all -> bound(all, images, draws));
  }

  private static double[] gradient(double[] parameters, ToDoubleFunction<double[]> value) {
    double step = 1e-5;
    double[] moved = parameters.clone();
    double[] gradient = new double[moved.length];
    for (int i = 0; i < moved.length; i++) {
      moved[i] = parameters[i] + step;
      double ahead = value.applyAsDouble(moved);
      moved[i] = parameters[i] - step;
      gradient[i] = (ahead - value.applyAsDouble(moved)) / (2 * step);
      moved[i] = parameters[i];
    }
    return gradient;
  }

  /** Latents of all layers together, with their probability and the sum of all costs. */
  private record Outcome(double probability, double f) {}

  private List<Outcome> outcomes(double[] parameters, double[] x) {
    double[] input = Arrays.copyOf(x, seen);
    for (int i = 0; i < seen && plan.get(Knob.ENCODER_INPUT).equals("demeaned"); i++) {
      input[i] -= mean[i];
    }
    List<Outcome> outcomes = new ArrayList<>();
    descend(parameters, x, input, new ArrayList<>(), 1, 0, outcomes);
    return outcomes;
  }

  private void descend(
      double[] parameters,
      double[] x,
      double[] input,
      List<double[]> above,
      double probability,
      double entropies,
      List<Outcome> outcomes) {
    if (above.size() == down.size()) {
      outcomes.add(new Outcome(probability, entropies + model(parameters, x, above)));
      return;
    }
    double[] theta = law.theta(down.get(above.size()).outputs(parameters, input));
    for (EnumeratedLaw.Drawn drawn : law.drawn(theta)) {
      above.add(drawn.point());
      boolean counts = !completes && !dropped.contains("-log q(b" + above.size() + ")");
      descend(
          parameters,
          x,
          drawn.point(),
          above,
          probability * drawn.weight(),
          entropies - (counts ? law.logDensity(drawn.point(), theta) : 0),
          outcomes);
      above.remove(above.size() - 1);
    }
  }

  /** The logarithm of the model's density of an image and its latents. */
  private double model(double[] parameters, double[] x, List<double[]> b) {
    double[] logits =
        up.get(up.size() - 1).outputs(parameters, b.get(completes ? b.size() - 1 : 0));
    double log = 0;
    for (int i = 0; i < logits.length; i++) {
      double pixel = x[i + x.length - logits.length];
      log += pixel * logits[i] - EnumeratedLaw.softplus(logits[i]);
    }
    if (completes) {
      return log;
    }
    for (int layer = 0; layer < b.size() - 1; layer++) {
      double[] theta = law.theta(up.get(layer).outputs(parameters, b.get(layer + 1)));
      boolean counts = !dropped.contains("b%d | b%d".formatted(layer + 1, layer + 2));
      log += counts ? law.logDensity(b.get(layer), theta) : 0;
    }
    double[] top = new double[latents.dimension()];
    if (size > prior) {
      top = Arrays.copyOfRange(parameters, prior, size);
    }
    return log + (dropped.contains("prior") ? 0 : law.logDensity(b.get(b.size() - 1), top));
  }
}
