package io.thalweg.check;

/**
 * The component of estimates along a direction.
 *
 * @param mean its mean
 * @param standardError the standard error of the mean
 */
public record Component(double mean, double standardError) {}
