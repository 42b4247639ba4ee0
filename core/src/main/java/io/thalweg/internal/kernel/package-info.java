/**
 * Loops where the time of black-box estimators goes, {@link Kernels}, and that of dense networks,
 * {@link DenseKernels}.
 */
package io.thalweg.internal.kernel;
