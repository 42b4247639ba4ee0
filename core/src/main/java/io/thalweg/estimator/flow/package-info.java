/**
 * Estimators by a velocity field and a sampling law: the family that holds likelihood ratios,
 * reparameterisation and everything between, and its members of least variance.
 */
@NullMarked
package io.thalweg.estimator.flow;

import org.jspecify.annotations.NullMarked;
