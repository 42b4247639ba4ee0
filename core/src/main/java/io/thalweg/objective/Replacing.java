package io.thalweg.objective;

import java.util.Optional;

/** An objective that has a given value where it fails. */
final class Replacing extends Decorator {

  private final double value;

  Replacing(Fallible inner, double value) {
    super(inner);
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "the value of failures is %s; it must be finite".formatted(value));
    }
    this.value = value;
  }

  @Override
  protected Answers attempt(Request request) {
    Answers answers = inner().attempt(request);
    int[] failed = answers.failed();
    for (int row : failed) {
      answers.put(row, value);
    }
    tally().skips.add(failed.length);
    return answers;
  }

  @Override
  public Optional<String> caveat() {
    return tally().skips.sum() == 0
        ? inner().caveat()
        : Optional.of("events at which f failed count as %s".formatted(value));
  }
}
