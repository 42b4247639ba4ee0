/**
 * The types that all parts of Thalweg share.
 *
 * <p>A {@link io.thalweg.Distribution} states what is random and an {@link io.thalweg.Objective}
 * what is averaged. An {@link io.thalweg.Estimator} draws events, a {@link io.thalweg.Question},
 * and the answer makes an {@link io.thalweg.Estimate} of the gradient of that average. Parameters
 * are always the unconstrained parameters of the law, and a batch of independent contexts is
 * estimated in one call.
 *
 * <p>The words of this library:
 *
 * <ul>
 *   <li><b>law</b>: a probability distribution at one value of its parameters theta;
 *   <li><b>context</b>: one of several independent copies of a law, with its own parameters;
 *   <li><b>event</b>: one outcome of one context, an array of numbers; a <b>point</b> is an event
 *       in which a category is a point of the simplex;
 *   <li><b>draw</b>: one random event of every context; a law is <b>given</b> events if they were
 *       drawn already, such as actions that were taken;
 *   <li><b>score</b>: the gradient of log q(x; theta) in theta;
 *   <li><b>path</b>: events that move smoothly with theta at fixed noise; a <b>velocity</b> tells
 *       how fast;
 *   <li><b>evaluation</b>: the values of f at a batch of events;
 *   <li><b>question</b>: the events at which an estimator needs f; its <b>answer</b> is an
 *       evaluation and makes the estimate;
 *   <li><b>baseline</b>, <b>surrogate</b>, <b>control</b>: quantities that are subtracted to reduce
 *       the variance, without changing the mean;
 *   <li><b>censored</b>: clamped to the range of a double; the end of the range carries the
 *       probability of the tail;
 *   <li><b>yardstick</b>: an estimator without variance that others are compared with and that
 *       cannot win a race.
 * </ul>
 */
@NullMarked
package io.thalweg;

import org.jspecify.annotations.NullMarked;
