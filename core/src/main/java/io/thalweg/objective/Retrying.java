package io.thalweg.objective;

import io.thalweg.support.Require;

/** An objective that is asked again where it failed. */
final class Retrying extends Decorator {

  private final int most;

  Retrying(Fallible inner, int most) {
    super(inner);
    this.most = Require.atLeast(1, "the number of retries", most);
  }

  @Override
  protected Answers attempt(Request request) {
    Answers answers = inner().attempt(request);
    for (int retry = 0; retry < most; retry++) {
      int[] failed = answers.failed();
      if (failed.length == 0) {
        break;
      }
      tally().retries.add(failed.length);
      Answers again = inner().attempt(request.rows(failed));
      for (int i = 0; i < failed.length; i++) {
        answers.copy(failed[i], again, i);
      }
    }
    return answers;
  }
}
