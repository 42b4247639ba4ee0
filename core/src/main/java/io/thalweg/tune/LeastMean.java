package io.thalweg.tune;

import io.thalweg.Factorized;
import java.util.List;

/**
 * The law that a search found for the least mean of f.
 *
 * @param law the best law
 * @param mean the mean of f under it, from fresh draws that the search has not seen
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
