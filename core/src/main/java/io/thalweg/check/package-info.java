/**
 * Verification: exact gradients, verdicts on bias, variances with intervals, and checks of laws.
 */
@NullMarked
package io.thalweg.check;

import org.jspecify.annotations.NullMarked;
