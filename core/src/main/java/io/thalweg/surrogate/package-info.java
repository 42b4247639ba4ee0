/**
 * Surrogates c(z) of an objective: what control variates are made of, and what they learn.
 *
 * <p>A surrogate answers together with the objective, in one call of it, and learns by descending
 * the variance of the estimator that uses it.
 */
@NullMarked
package io.thalweg.surrogate;

import org.jspecify.annotations.NullMarked;
