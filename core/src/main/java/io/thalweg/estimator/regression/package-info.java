/** Estimators with a surrogate that is fitted to past evaluations and whose mean is known. */
@NullMarked
package io.thalweg.estimator.regression;

import org.jspecify.annotations.NullMarked;
