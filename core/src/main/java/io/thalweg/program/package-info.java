/**
 * Programs of several random nodes, each with an estimator of its own.
 *
 * <p>A program is a list of nodes, whose laws depend on the events of earlier nodes, and of costs
 * that look at nodes. It estimates the gradient of the mean of all costs in the parameters of all
 * links and costs.
 */
@NullMarked
package io.thalweg.program;

import org.jspecify.annotations.NullMarked;
