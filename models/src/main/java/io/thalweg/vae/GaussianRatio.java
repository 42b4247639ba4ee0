package io.thalweg.vae;

/**
 * The ratio of standard normal numbers to normal numbers.
 *
 * <pre>
 *   r(z) = sum_i -z_i^2 / 2 + (z_i - m_i)^2 / (2 s_i^2) + log s_i
 * </pre>
 *
 * @param size variables
 * @param theta means and logarithms of deviations, [contexts x (size + size)]
 */
record GaussianRatio(int size, double[] theta) implements LogRatio {

  @Override
  public double value(int context, double[] points, int from, Space space) {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      double z = points[from + i];
      double standard = (z - mean(context, i)) * Math.exp(-logDeviation(context, i));
      sum += (standard * standard - z * z) / 2 + logDeviation(context, i);
    }
    return sum;
  }

  @Override
  public void addSlopes(int context, double[] points, int from, double[] out) {
    for (int i = 0; i < size; i++) {
      double z = points[from + i];
      out[from + i] += (z - mean(context, i)) * precision(context, i) - z;
    }
  }

  @Override
  public void addBends(int context, double[] directions, int from, double[] out) {
    for (int i = 0; i < size; i++) {
      out[from + i] += (precision(context, i) - 1) * directions[from + i];
    }
  }

  private double mean(int context, int i) {
    return theta[context * 2 * size + i];
  }

  private double logDeviation(int context, int i) {
    return theta[context * 2 * size + size + i];
  }

  private double precision(int context, int i) {
    return Math.exp(-2 * logDeviation(context, i));
  }
}
