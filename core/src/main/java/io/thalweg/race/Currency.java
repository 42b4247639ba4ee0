package io.thalweg.race;

/** What an estimator is charged in. */
public enum Currency {
  /** Microseconds of an estimate, and of learning from it. */
  TIME,
  /** Evaluations of f for an estimate of one context. */
  EVALUATIONS
}
