package io.thalweg;

/**
 * A law of independent variables, of which the means of some functions are closed: of all functions
 * of variables with finitely many values, or of powers and waves of numbers.
 *
 * <p>So it is known how the mean of a sum of products of such functions, one for each variable,
 * depends on theta.
 */
public sealed interface MeanField extends Distribution permits Factorized, Characteristic {}
