package io.thalweg.check;

import io.thalweg.Distribution;
import io.thalweg.Events;
import io.thalweg.Finite;
import io.thalweg.Objective;
import io.thalweg.estimator.score.Enumeration;
import io.thalweg.internal.Checked;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The natural scale of a gradient: the bound that Cauchy and Schwarz give for its length.
 *
 * <pre>
 *   |grad E f| = |E (f - E f) score| &lt;= sqrt(Var f * E |score|^2)
 * </pre>
 *
 * <p>A bias is called visible or not in units of it. E f may be taken off because the mean score is
 * zero, and it must be: with E f^2 in place of Var f, a constant added to f would hide any bias.
 * With several contexts, Var f and E |score|^2 are averaged over them.
 */
public final class NaturalScale {

  private static final int DRAWS = 10_000;

  private NaturalScale() {}

  /** By enumeration where outcomes are few, from 10,000 draws of every context otherwise. */
  public static double of(Distribution law, Objective objective, RandomGenerator random) {
    int contexts = law.contexts();
    boolean listable = Enumeration.reaches(law);
    Events x =
        listable
            ? ((Finite) law).outcomes(0, (int) ((Finite) law).outcomes())
            : law.sample(DRAWS, random);
    double[] f = Checked.evaluate(objective, x).values();
    double[] log = listable ? law.logProbability(x) : new double[x.count()];
    double divisor = listable ? contexts : x.count();
    double[] ones = new double[contexts];
    Arrays.fill(ones, 1);
    double[] means = new double[contexts];
    double squares = 0;
    double scores = 0;
    for (int draw = 0; draw < x.count() / contexts; draw++) {
      double[] score = new double[contexts * law.dimension()];
      law.addScore(x.draw(draw), ones, score);
      for (int c = 0; c < contexts; c++) {
        int row = draw * contexts + c;
        double weight = Math.exp(log[row]) / divisor;
        means[c] += weight * f[row] * contexts;
        squares += weight * f[row] * f[row];
        for (int i = c * law.dimension(); i < (c + 1) * law.dimension(); i++) {
          scores += weight * score[i] * score[i];
        }
      }
    }
    double square = Arrays.stream(means).map(mean -> mean * mean).average().orElseThrow();
    return Math.sqrt(Math.max(0, squares - square) * scores);
  }
}
