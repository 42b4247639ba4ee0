/** Pathwise estimators: derivatives of f along the path of a continuous law. */
package io.thalweg.estimator.pathwise;
