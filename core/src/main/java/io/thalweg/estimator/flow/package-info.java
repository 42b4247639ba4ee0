/**
 * Estimators with a velocity field and a sampling law: the family that contains likelihood ratio,
 * reparameterisation and all mixtures, and its members of least variance.
 */
@NullMarked
package io.thalweg.estimator.flow;

import org.jspecify.annotations.NullMarked;
