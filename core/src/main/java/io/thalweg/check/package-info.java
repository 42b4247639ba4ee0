/** Verification: exact gradients, verdicts on bias, variances with intervals, and comparisons. */
@NullMarked
package io.thalweg.check;

import org.jspecify.annotations.NullMarked;
