package io.thalweg.check;

/**
 * The microseconds of an estimator.
 *
 * @param estimate of one estimate, the median over blocks
 * @param learn of learning from one estimate, the median over blocks; 0 where nothing is learned
 * @param total of both together, the median over blocks
 * @param interval that of the total
 */
public record Times(double estimate, double learn, double total, Interval interval) {}
