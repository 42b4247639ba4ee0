package io.thalweg.estimator.regression;

import io.thalweg.Factorized;

/** The means under a law of finitely many values, which are sums over the marginals. */
final class FiniteMeans implements WaveMeans {

  private final SimplexCode code;
  private final Factorized law;
  private final double[] marginals;
  private final double[] slopes;
  // The marginals of a context.
  private final int context;

  FiniteMeans(SimplexCode code, Factorized law) {
    this.code = code;
    this.law = law;
    marginals = law.marginals();
    slopes = new double[marginals.length];
    context = marginals.length / law.contexts();
  }

  @Override
  public double[] features() {
    int width = code.width();
    double[] codes = new double[marginals.length / code.values() * width];
    for (int i = 0; i < marginals.length; i++) {
      for (int d = 0; d < width; d++) {
        codes[i / code.values() * width + d] += marginals[i] * code.of(i % code.values(), d);
      }
    }
    return codes;
  }

  @Override
  public void addSlopes(double[] codeSlopes) {
    int width = code.width();
    for (int i = 0; i < slopes.length; i++) {
      for (int d = 0; d < width; d++) {
        slopes[i] += codeSlopes[i / code.values() * width + d] * code.of(i % code.values(), d);
      }
    }
  }

  @Override
  public Waves waves(double[] direction, double[] centre, int waves) {
    return new OfValues(direction, centre, waves);
  }

  @Override
  public void pullback(double[] gradient) {
    law.pullback(slopes, gradient);
  }

  /** Waves at all values of all variables, weighted by the marginals. */
  private final class OfValues implements Waves {

    // [values of all variables x waves]
    private final double[][] cos;
    private final double[][] sin;
    private final double[][] re;
    private final double[][] im;

    OfValues(double[] direction, double[] centre, int waves) {
      cos = new double[context][waves];
      sin = new double[context][waves];
      for (int i = 0; i < context; i++) {
        WaveExpansion.harmonics(projection(direction, centre, i), cos[i], sin[i]);
      }
      re = new double[waves][marginals.length / code.values()];
      im = new double[waves][marginals.length / code.values()];
      for (int k = 0; k < waves; k++) {
        for (int i = 0; i < marginals.length; i++) {
          re[k][i / code.values()] += marginals[i] * cos[i % context][k];
          im[k][i / code.values()] += marginals[i] * sin[i % context][k];
        }
      }
    }

    /** A direction times the centred code of a value of a variable. */
    private double projection(double[] direction, double[] centre, int value) {
      int variable = value / code.values();
      double sum = 0;
      for (int d = 0; d < code.width(); d++) {
        int at = variable * code.width() + d;
        sum += direction[at] * (code.of(value % code.values(), d) - centre[at]);
      }
      return sum;
    }

    @Override
    public double[][] cos() {
      return re;
    }

    @Override
    public double[][] sin() {
      return im;
    }

    @Override
    public void add(double[][] cosSlopes, double[][] sinSlopes) {
      for (int k = 0; k < re.length; k++) {
        for (int i = 0; i < slopes.length; i++) {
          int variable = i / code.values();
          slopes[i] +=
              cosSlopes[k][variable] * cos[i % context][k]
                  + sinSlopes[k][variable] * sin[i % context][k];
        }
      }
    }
  }
}
