package io.thalweg.workbench.reproduce;

/**
 * An estimator on the weights of a trained model.
 *
 * @param estimator its id
 * @param variance of the gradient, summed over its coordinates
 * @param relativeBias |measured mean - exact| / |exact|; noise where there is no bias
 * @param verdict on its bias, against the exact gradient
 * @param isBiasedByDesign whether it says so itself
 * @param evaluations of f for an estimate of one context
 * @param micros of an estimate, with learning from it
 */
record Ranked(
    String estimator,
    double variance,
    double relativeBias,
    String verdict,
    boolean isBiasedByDesign,
    double evaluations,
    double micros) {}
