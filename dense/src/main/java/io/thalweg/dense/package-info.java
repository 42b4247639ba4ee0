/**
 * Dense networks of one shape only, with everything but the matrix products fused in Java.
 *
 * <p>They are faster than the same computation on libtorch, where every operation is a pass over
 * memory of its own. Rows of a batch are split over the threads of {@link OpenBlas#threads}; each
 * takes its rows through all layers by itself.
 */
package io.thalweg.dense;
