package io.thalweg.objective;

/** A function with noise of its own. */
final class WithNoise extends Fallible {

  private final Noisy f;

  WithNoise(Noisy f) {
    super(true);
    this.f = f;
  }

  @Override
  protected Answers attempt(Request request) {
    Answers answers = new Answers(request.count());
    for (int row = 0; row < request.count(); row++) {
      tally().evaluations.increment();
      try {
        answers.put(row, f.value(request.events().value(row), request.noise(row)));
      } catch (RuntimeException e) {
        answers.fail(row, e);
      }
    }
    tally().failed(answers.failed().length);
    return answers;
  }
}
