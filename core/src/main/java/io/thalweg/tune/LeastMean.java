package io.thalweg.tune;

import io.thalweg.Factorized;
import java.util.List;

/**
 * The law that a search found for the least mean of f.
 *
 * @param law the best law
 * @param mean the mean of f under it, from fresh draws that the search has not seen. The interval
 *     is wider where they are skewed; where all of them are the same it is as wide as a rare other
 *     value may make it, if that value is within the range of those that the search saw. A value
 *     that is both rare and beyond that range can be missed
 * @param rounds the course of the search
 */
public record LeastMean(Factorized law, Measured mean, List<Round> rounds) {

  /**
   * A round of a search.
   *
   * @param evaluations of f so far
   * @param best the best law so far
   * @param predicted E c of the best law, with f where it is known
   */
  public record Round(int evaluations, Factorized best, double predicted) {}
}
