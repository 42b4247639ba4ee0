package io.thalweg.objective;

import io.thalweg.Objective;
import io.thalweg.ObjectiveException;

/** Any objective, asked one event at a time, so that the others have values where one fails. */
final class Asked extends Fallible {

  private final Objective f;

  Asked(Objective f) {
    super(false);
    this.f = f;
  }

  @Override
  protected Answers attempt(Request request) {
    Answers answers = new Answers(request.count());
    for (int row = 0; row < request.count(); row++) {
      tally().evaluations.increment();
      try {
        answers.put(row, f.evaluate(request.rows(row).events()).values()[0]);
      } catch (ObjectiveException e) {
        // It names the event as the only one of its batch; the cause is named anew.
        answers.fail(row, e.getCause() instanceof RuntimeException cause ? cause : e);
      } catch (RuntimeException e) {
        answers.fail(row, e);
      }
    }
    tally().failed(answers.failed().length);
    return answers;
  }
}
