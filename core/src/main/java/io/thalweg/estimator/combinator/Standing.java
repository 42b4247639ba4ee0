package io.thalweg.estimator.combinator;

/**
 * The findings of the last race, or of the one that goes on, about an estimator.
 *
 * @param name of the estimator
 * @param pairs the number of pairs of estimates from which it was judged
 * @param variance of one estimate, over all coordinates of all contexts
 * @param cost of one estimate, in evaluations of f or in nanoseconds
 * @param isOut whether it was dropped before the end
 * @param isChosen whether it is the one that draws
 * @param confidence that the chosen one is better than this, in a normal approximation of the
 *     logarithms of variance x cost; 1/2 for the chosen one, NaN before the first pair
 */
public record Standing(
    String name,
    long pairs,
    double variance,
    double cost,
    boolean isOut,
    boolean isChosen,
    double confidence) {}
