/**
 * Pathwise estimators: derivatives or differences of f along the path that probability takes as
 * theta moves.
 */
package io.thalweg.estimator.pathwise;
