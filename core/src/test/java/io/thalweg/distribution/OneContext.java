package io.thalweg.distribution;

import io.thalweg.Distribution;
import java.util.Arrays;

/** Bits of one context, whatever the parameters are. */
public record OneContext(Bernoulli law) implements ForwardingLaw {

  @Override
  public Distribution at(double[] parameters) {
    return new OneContext(Bernoulli.ofLogits(Arrays.copyOf(parameters, dimension())));
  }
}
