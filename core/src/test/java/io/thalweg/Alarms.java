package io.thalweg;

import io.thalweg.check.Unbiasedness;

/**
 * The share of false alarms that a z-test of this module may raise.
 *
 * <p>All the statistical tests together compare at most {@link #COMPARISONS} numbers, so that by
 * Bonferroni a correct library fails them with probability 1e-6 at most, whatever the seeds.
 */
public final class Alarms {

  /** An upper bound on the numbers compared in all tests; the largest test asserts its share. */
  public static final int COMPARISONS = 20_000;

  /** The |z| above which a number counts as wrong. */
  public static final double CRITICAL_Z = Unbiasedness.criticalZ(1e-6, COMPARISONS);

  private Alarms() {}
}
