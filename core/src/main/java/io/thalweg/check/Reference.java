package io.thalweg.check;

/**
 * The exact gradient of a problem, with which estimators are compared.
 *
 * @param gradient [contexts x dimension]
 * @param method how it was found, in words
 * @param accuracy its error, in units of the natural scale
 * @param scale the natural scale
 * @param spread how its variance is spread over outcomes, which tells what draws may miss
 */
public record Reference(
    double[] gradient, String method, double accuracy, NaturalScale scale, Spread spread) {

  static final String ENUMERATION = "exact by enumeration";
  static final String QUADRATURE = "exact by quadrature";
  static final String SUMMATION = "exact by summation";
}
