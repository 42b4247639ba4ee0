/**
 * Pathwise estimators: derivatives or differences of f along the path that probability takes as
 * theta moves.
 */
@NullMarked
package io.thalweg.estimator.pathwise;

import org.jspecify.annotations.NullMarked;
