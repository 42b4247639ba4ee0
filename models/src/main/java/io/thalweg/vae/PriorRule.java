package io.thalweg.vae;

import java.util.OptionalDouble;

/**
 * The rule that moves the logits of a prior.
 *
 * @param isFixed whether they stay at 0
 * @param rate that of plain SGD; empty if they are fixed, or move by the rule of the decoder
 */
record PriorRule(boolean isFixed, OptionalDouble rate) {

  static final PriorRule FIXED = new PriorRule(true, OptionalDouble.empty());
  static final PriorRule OF_DECODER = new PriorRule(false, OptionalDouble.empty());

  static PriorRule sgd(double rate) {
    return new PriorRule(false, OptionalDouble.of(rate));
  }
}
