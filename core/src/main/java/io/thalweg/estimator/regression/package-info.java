/** Estimators with a surrogate that is fitted to past evaluations and whose mean is known. */
package io.thalweg.estimator.regression;
