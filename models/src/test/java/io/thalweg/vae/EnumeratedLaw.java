package io.thalweg.vae;

import java.util.ArrayList;
import java.util.List;

/** The law of one layer of latents in plain loops, with all its outcomes or a grid of them. */
final class EnumeratedLaw {

  // Points of a grid of normal numbers, -9 to 9 deviations. The trapezoidal rule on a smooth
  // function times the normal density errs by exp(-2 (pi / step)^2) and by the tail, 1e-18.
  private static final int GRID = 181;

  private final Latents latents;
  private final boolean reference;

  EnumeratedLaw(Plan plan) {
    this.latents = Latents.parse(plan.get(Knob.LATENTS));
    this.reference = plan.get(Knob.LOGITS).equals("reference");
  }

  double[] theta(double[] outputs) {
    if (!reference) {
      return outputs;
    }
    int k = latents.categories();
    double[] theta = new double[latents.variables() * k];
    for (int variable = 0; variable < latents.variables(); variable++) {
      System.arraycopy(outputs, variable * (k - 1), theta, variable * k + 1, k - 1);
    }
    return theta;
  }

  /** A point of one layer with its probability. */
  record Drawn(double[] point, double weight) {}

  List<Drawn> drawn(double[] theta) {
    List<Drawn> all = new ArrayList<>();
    if (latents.kind() == Latents.Kind.GAUSSIAN) {
      if (latents.variables() != 1) {
        throw new IllegalArgumentException("a grid has one variable");
      }
      double step = 18.0 / (GRID - 1);
      for (int i = 0; i < GRID; i++) {
        double noise = -9 + step * i;
        double weight = step * Math.exp(-noise * noise / 2) / Math.sqrt(2 * Math.PI);
        all.add(new Drawn(new double[] {theta[0] + Math.exp(theta[1]) * noise}, weight));
      }
      return all;
    }
    int values = Math.max(2, latents.categories());
    int outcomes = (int) Math.pow(values, latents.variables());
    for (int outcome = 0; outcome < outcomes; outcome++) {
      double[] point = new double[latents.pointSize()];
      for (int i = 0, rest = outcome; i < latents.variables(); i++, rest /= values) {
        if (latents.categories() == 1) {
          point[i] = rest % 2;
        } else {
          point[i * values + rest % values] = 1;
        }
      }
      all.add(new Drawn(point, Math.exp(logDensity(point, theta))));
    }
    return all;
  }

  double logDensity(double[] point, double[] theta) {
    double log = 0;
    int n = latents.variables();
    for (int i = 0; i < n; i++) {
      switch (latents.kind()) {
        case BERNOULLI -> log += point[i] * theta[i] - softplus(theta[i]);
        case GAUSSIAN -> {
          double z = (point[i] - theta[i]) / Math.exp(theta[n + i]);
          log -= z * z / 2 + theta[n + i] + Math.log(2 * Math.PI) / 2;
        }
        case CATEGORICAL -> {
          int k = latents.categories();
          double sum = 0;
          for (int j = i * k; j < (i + 1) * k; j++) {
            log += point[j] * theta[j];
            sum += Math.exp(theta[j]);
          }
          log -= Math.log(sum);
        }
      }
    }
    return log;
  }

  static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }
}
