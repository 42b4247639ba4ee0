/** Couplings: values of f at dependent draws that share their noise. */
@NullMarked
package io.thalweg.estimator.coupling;

import org.jspecify.annotations.NullMarked;
