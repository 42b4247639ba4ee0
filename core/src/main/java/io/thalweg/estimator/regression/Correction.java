package io.thalweg.estimator.regression;

import io.thalweg.Estimate;

/**
 * The estimate of f - c by another estimator, from which regression learns.
 *
 * @param estimate of the gradient of E (f - c)
 * @param residuals f - c at its events
 * @param fitted whether c was fitted to anything
 */
record Correction(Estimate estimate, double[] residuals, boolean fitted) {}
