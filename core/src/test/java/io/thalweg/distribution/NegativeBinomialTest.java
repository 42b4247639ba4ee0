package io.thalweg.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.Events;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NegativeBinomialTest {

  /** P(0) = p^r, of which the logarithm is -r exp(-logit) to its next order where p is near 1. */
  @ParameterizedTest
  @CsvSource({"0.3,30", "2.5,40", "70,35", "1000,60"})
  void probabilityOfZeroIsExactWhereItIsAlmostCertain(double r, double logit) {
    NegativeBinomial law =
        NegativeBinomial.ofParameters(new double[] {Math.log(r)}, new double[] {logit});
    double log = law.logProbability(Events.of(new double[1], 1, 1))[0];
    double odds = Math.exp(-logit);
    double exact = -Math.exp(Math.log(r)) * (odds - odds * odds / 2);
    assertEquals(1, log / exact, 1e-14);
  }
}
