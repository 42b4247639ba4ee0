package io.thalweg.distribution;

import io.thalweg.CharacteristicFunctions;
import io.thalweg.support.Require;
import java.util.ArrayList;
import java.util.List;

/** The characteristic functions of a law of {@link Spectral} variables. */
final class Spectra implements CharacteristicFunctions {

  private final Independent<?> law;
  private final List<Spectral> variables = new ArrayList<>();

  Spectra(Independent<?> law) {
    this.law = law;
    for (int i = 0; i < law.contexts() * law.size(); i++) {
      variables.add(spectral(law, i));
    }
  }

  private static Spectral spectral(Independent<?> law, int i) {
    if (unclamped(law.variable(i)) instanceof Spectral spectral) {
      return spectral;
    }
    throw new IllegalArgumentException(
        "%s, variable %d of context %d is not Spectral"
            .formatted(law.name(), i % law.size(), i / law.size()));
  }

  /** The variable before it is set to the ends of what a double holds, and before it is mapped. */
  private static Variable unclamped(Variable variable) {
    Variable whole = variable instanceof Censored ends ? ends.variable() : variable;
    return whole instanceof Mapped.Image image ? image.variable() : whole;
  }

  @Override
  public double[] means() {
    return moments(0);
  }

  @Override
  public double[] variances() {
    return moments(1);
  }

  private double[] moments(int which) {
    double[] own = new double[2 + 2 * law.kinds()];
    double[] all = new double[variables.size()];
    for (int i = 0; i < all.length; i++) {
      variables.get(i).moments(own);
      all[i] = own[which];
    }
    return all;
  }

  @Override
  public void pullbackMoments(double[] meanSlopes, double[] varianceSlopes, double[] gradient) {
    Require.length("the array of slopes in means", meanSlopes, variables.size());
    Require.length("the array of slopes in variances", varianceSlopes, variables.size());
    double[] own = new double[2 + 2 * law.kinds()];
    for (int i = 0; i < variables.size(); i++) {
      variables.get(i).moments(own);
      add(i, own, meanSlopes[i], varianceSlopes[i], gradient);
    }
  }

  @Override
  public double[] phi(double[] t) {
    Require.length("the array of frequencies", t, variables.size());
    double[] own = new double[2 + 2 * law.kinds()];
    double[] phi = new double[2 * t.length];
    for (int i = 0; i < t.length; i++) {
      variables.get(i).characteristic(t[i], own);
      phi[2 * i] = own[0];
      phi[2 * i + 1] = own[1];
    }
    return phi;
  }

  @Override
  public void pullback(double[] t, double[] slopes, double[] gradient) {
    Require.length("the array of frequencies", t, variables.size());
    Require.length("the array of slopes", slopes, 2 * variables.size());
    double[] own = new double[2 + 2 * law.kinds()];
    for (int i = 0; i < t.length; i++) {
      variables.get(i).characteristic(t[i], own);
      add(i, own, slopes[2 * i], slopes[2 * i + 1], gradient);
    }
  }

  /** Adds slopes in two numbers times their derivatives in the parameters of a variable. */
  private void add(int variable, double[] own, double first, double second, double[] gradient) {
    int place = law.place(variable);
    for (int j = 0; j < law.kinds(); j++) {
      gradient[place + j * law.size()] += first * own[2 + 2 * j] + second * own[3 + 2 * j];
    }
  }
}
