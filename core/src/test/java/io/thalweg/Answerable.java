package io.thalweg;

/** Questions whose kind of objective is known to the test and not to the compiler. */
public final class Answerable {

  private Answerable() {}

  /** A question that any objective may try to answer; the gate checks its kind. */
  @SuppressWarnings("unchecked")
  public static Question<Objective> byAny(Question<?> question) {
    return (Question<Objective>) question;
  }
}
