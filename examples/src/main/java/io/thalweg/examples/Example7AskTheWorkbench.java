package io.thalweg.examples;

import io.thalweg.Distribution;
import io.thalweg.distribution.Categorical;
import io.thalweg.distribution.Poisson;
import java.util.List;

/**
 * A newsvendor who buys a random number of papers before the demand is known.
 *
 * <p>The workbench reads such a file: {@code ./thalweg compare
 * examples/src/main/java/io/thalweg/examples/Example7AskTheWorkbench.java} says which estimator is
 * best for it.
 */
public final class Example7AskTheWorkbench {

  private Example7AskTheWorkbench() {}

  static List<Distribution> laws() { // or a single one: static Distribution law()
    return List.of(Categorical.ofLogits(0, 0, 0), Poisson.of(8));
  }

  static double value(double[] x) { // or: static Objective objective()
    double papers = 6 + 2 * x[0];
    double demand = x[1];
    return 3 * Math.min(papers, demand) - papers;
  }
}
