/** Combinators: estimators made of other estimators. */
@NullMarked
package io.thalweg.estimator.combinator;

import org.jspecify.annotations.NullMarked;
