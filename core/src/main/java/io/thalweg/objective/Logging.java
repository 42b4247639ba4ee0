package io.thalweg.objective;

import java.util.Arrays;
import java.util.function.Consumer;

/** An objective that tells what it is asked and what it answers. */
final class Logging extends Decorator {

  private final Consumer<String> lines;

  Logging(Fallible inner, Consumer<String> lines) {
    super(inner);
    this.lines = lines;
  }

  @Override
  protected Answers attempt(Request request) {
    Answers answers = inner().attempt(request);
    for (int row = 0; row < request.count(); row++) {
      int at = row;
      String event = Arrays.toString(request.events().value(row));
      lines.accept(
          answers
              .failure(row)
              .map(reason -> "%s failed: %s".formatted(event, reason))
              .orElseGet(() -> "%s -> %s".formatted(event, answers.value(at))));
    }
    return answers;
  }
}
