/**
 * Loops where the time of black-box estimators goes, {@link Kernels}, and that of dense networks,
 * {@link DenseKernels}.
 */
@NullMarked
package io.thalweg.internal.kernel;

import org.jspecify.annotations.NullMarked;
