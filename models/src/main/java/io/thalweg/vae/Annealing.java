package io.thalweg.vae;

/**
 * A temperature that falls from step to step.
 *
 * <pre>
 *   temperature(t) = max(last, first exp(-rate t))
 * </pre>
 *
 * <p>Source: Jang, Gu &amp; Poole (2017), ICLR, arXiv:1611.01144.
 *
 * @param first temperature
 * @param rate of its fall in a step
 * @param last temperature
 */
record Annealing(double first, double rate, double last) {

  double at(int step) {
    return Math.max(last, first * Math.exp(-rate * step));
  }
}
