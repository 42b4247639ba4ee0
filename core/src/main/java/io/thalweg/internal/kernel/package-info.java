/** Loops where the time of black-box estimators goes; see {@link Kernels}. */
package io.thalweg.internal.kernel;
