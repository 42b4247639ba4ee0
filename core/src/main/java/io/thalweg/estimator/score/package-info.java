/** Likelihood-ratio estimators: values of f times the score of the law. */
@NullMarked
package io.thalweg.estimator.score;

import org.jspecify.annotations.NullMarked;
