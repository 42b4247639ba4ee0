package io.thalweg.simulation;

/**
 * The estimates that runs at one theta make of an output.
 *
 * @param output its name
 * @param value the estimate of its mean
 * @param gradient the estimate of the derivatives of the mean in theta
 * @param covariance of the value, first, and the gradient: [1 + parameters][1 + parameters]
 * @param skewness of one of the estimates of which the covariance was made, for the value and the
 *     gradient: [1 + parameters]
 * @param units the number of independent estimates of which the covariance was made
 */
public record Answer(
    String output,
    double value,
    double[] gradient,
    double[][] covariance,
    double[] skewness,
    int units) {}
