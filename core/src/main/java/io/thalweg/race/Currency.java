package io.thalweg.race;

/** The unit in which estimators are charged. */
public enum Currency {
  /** Microseconds of an estimate, and of learning from it. */
  TIME,
  /** Evaluations of f for an estimate of one context. */
  EVALUATIONS
}
