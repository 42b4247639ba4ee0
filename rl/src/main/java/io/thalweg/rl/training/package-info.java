/** The training of policies with any estimator, and what is measured on the way. */
@NullMarked
package io.thalweg.rl.training;

import org.jspecify.annotations.NullMarked;
