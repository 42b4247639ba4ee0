/**
 * Surrogates c(z) of an objective, from which control variates are made.
 *
 * <p>A surrogate is evaluated together with the objective, in one call. It learns by descending the
 * variance of the estimator that uses it.
 */
@NullMarked
package io.thalweg.surrogate;

import org.jspecify.annotations.NullMarked;
