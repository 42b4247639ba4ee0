/** Toys that are trained by any estimator and measured exactly, as they were published. */
@NullMarked
package io.thalweg.toy;

import org.jspecify.annotations.NullMarked;
