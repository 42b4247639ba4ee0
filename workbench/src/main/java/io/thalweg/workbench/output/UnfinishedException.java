package io.thalweg.workbench.output;

/** A refusal to go on from what an earlier command left; the sentence says what to do. */
final class UnfinishedException extends OutputException {
  private static final long serialVersionUID = 1L;

  UnfinishedException(String message) {
    super(message);
  }
}
