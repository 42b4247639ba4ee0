/**
 * The types that every part of Thalweg agrees on.
 *
 * <p>A {@link io.thalweg.Distribution} says what is random, an {@link io.thalweg.Objective} what is
 * averaged, an {@link io.thalweg.Estimator} draws an {@link io.thalweg.Estimate} of the gradient of
 * that average. Parameters are always the unconstrained ones of the law, and a batch of independent
 * contexts is estimated in one call.
 */
@NullMarked
package io.thalweg;

import org.jspecify.annotations.NullMarked;
