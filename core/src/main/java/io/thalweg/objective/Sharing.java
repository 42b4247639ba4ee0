package io.thalweg.objective;

/** An objective whose events are shared out over threads. */
final class Sharing extends Decorator {

  private final Helpers helpers;

  Sharing(Fallible inner, int threads) {
    super(inner);
    this.helpers = new Helpers(threads);
  }

  @Override
  protected Answers attempt(Request request) {
    Answers answers = new Answers(request.count());
    helpers.run(request.count(), row -> answers.copy(row, inner().attempt(request.rows(row)), 0));
    return answers;
  }
}
