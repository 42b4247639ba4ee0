/**
 * Runs of trainings: they count steps, gather the curve and keep checkpoints to go on from.
 *
 * <p>Nothing here knows what is trained. A model implements {@link io.thalweg.train.Training}; a
 * {@link io.thalweg.train.Run} drives it, and a {@link io.thalweg.train.MetricsLog} writes its
 * curve while it trains.
 */
@NullMarked
package io.thalweg.train;

import org.jspecify.annotations.NullMarked;
