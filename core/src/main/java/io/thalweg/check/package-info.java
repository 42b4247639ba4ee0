/** Verification: exact gradients, verdicts on bias, variances with intervals, and comparisons. */
package io.thalweg.check;
