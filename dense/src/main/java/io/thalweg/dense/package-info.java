/**
 * Dense networks with all their derivatives, everything but the matrix products fused in Java.
 *
 * <pre>
 *   Architecture shape = Architecture.of(64).then(200, Activation.ELU).then(10, Activation.LINEAR);
 *   Parameters parameters = new Parameters(shape.parameters());
 *   Layers layers = new Layers(parameters, 0, random, shape);
 *   Optimizer optimizer = new Optimizer(parameters, Rule.adam(1e-3));
 *
 *   Forward logits = layers.forward(images, rows);       // outputs, and products with derivatives
 *   new DenseObjective(layers, Head.categorical(labels, 10));        // an objective of estimators
 * </pre>
 *
 * <p>They are faster than the same computation on libtorch, where every operation is a pass over
 * memory of its own. Rows of a batch are split over the threads of {@link OpenBlas#threads}; each
 * takes its rows through all layers by itself.
 */
@NullMarked
package io.thalweg.dense;

import org.jspecify.annotations.NullMarked;
