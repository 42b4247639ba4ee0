/** Combinators: estimators made of other estimators. */
package io.thalweg.estimator.combinator;
