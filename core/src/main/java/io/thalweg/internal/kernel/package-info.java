/**
 * The innermost loops of black-box estimators, {@link Kernels}, and of dense networks, {@link
 * DenseKernels}.
 */
@NullMarked
package io.thalweg.internal.kernel;

import org.jspecify.annotations.NullMarked;
