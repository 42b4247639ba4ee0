/** Couplings: values of f at dependent draws that share their noise. */
package io.thalweg.estimator.coupling;
