/** Likelihood-ratio estimators: values of f times the score of the law. */
package io.thalweg.estimator.score;
