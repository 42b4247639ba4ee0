package io.thalweg.check;

import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.Reparameterized;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Computes the gradient of E f as an integral over the one or two uniform numbers that make an
 * event.
 *
 * <pre>
 *   integral over u of (0, 1)^n of f(T(u)) score(T(u)) du,   u = sigmoid(pi sinh t)
 * </pre>
 *
 * <p>In t the integrand vanishes at both ends, as in tanh-sinh quadrature. Boxes of t are halved
 * until a product of Gauss-Lobatto rules over a box agrees with the rules over its parts; this
 * finds the kinks and jumps of f in one dimension. The rules have nodes on the edges of a box, so
 * that no jump next to an edge is missed. Finally, 10,000 draws must agree with the mean of f and
 * have no more variance, up to chance.
 *
 * <p>It does not see f between its nodes and draws. With one uniform number the nodes are at most
 * 1/190 apart, with two at most 1/14 along each. A narrower feature of f may be missed if no draw
 * hits it, or so few that they hardly change the mean and variance of f.
 *
 * <p>Source: Takahasi &amp; Mori (1974), Publ. RIMS 9, for the substitution.
 */
final class Quadrature {

  private static final int MOST_NUMBERS = 2;
  private static final int NODES = 12;
  // Halvings that no agreement saves, so that a narrow feature is not stepped over, by numbers.
  private static final int[] LEAST_LEVEL = {0, 7, 3};
  // In a row: next to a kink one agreement comes about by chance, as boxes are halved often.
  private static final int[] LEAST_AGREEMENTS = {0, 2, 1};
  private static final int DRAWS = 10_000;
  // Below it the numbers of a box could no longer be told apart, and a pole would seem tame.
  private static final int MOST_LEVEL = 45;
  private static final double EDGE = 1e-15;
  private static final double[] EDGES = {EDGE, 0.5, 1 - EDGE};
  private static final double AGREEMENT = 1e-11;
  private static final double ACCURACY = 1e-8;

  private final Reparameterized law;
  private final Integrand integrand;
  private final int numbers;
  private final double end;
  private final GaussLobatto rule = new GaussLobatto(NODES);

  private Quadrature(Reparameterized law, Objective f) {
    this.law = law;
    this.integrand = new Integrand(law, f);
    this.numbers = law.noise();
    // Where u is that near to 0 or 1.
    double x = -Math.log(EDGE) / Math.PI;
    this.end = Math.log(x + StrictMath.hypot(x, 1));
  }

  /**
   * Computes the gradient. Empty if an event takes more than two uniform numbers, if f or the score
   * is not finite or grows too fast towards the ends of the support, if draws contradict the
   * result, or if it took too many evaluations.
   */
  static Optional<Reference> reference(Reparameterized law, Objective f, int evaluations) {
    return law.noise() > MOST_NUMBERS
        ? Optional.empty()
        : new Quadrature(law, f).reference(evaluations);
  }

  /**
   * A box of t with equal sides; agreements counts how many enclosing boxes in a row agreed with
   * their parts.
   */
  private record Box(
      double[] low, double side, Integrand.Terms terms, double[] sums, int agreements) {

    Box after(int agreements) {
      return new Box(low, side, terms, sums, agreements);
    }
  }

  private Optional<Reference> reference(int evaluations) {
    int cost = law.contexts() * (int) Math.pow(NODES, numbers);
    int points = DRAWS + 1 + (int) Math.pow(EDGES.length, numbers);
    long left = evaluations - cost - (long) points * law.contexts();
    if (left < 0) {
      return Optional.empty();
    }
    double[] corner = new double[numbers];
    Arrays.fill(corner, -end);
    integrand.centre(integrand.sums(at(new double[numbers], new double[] {1})));
    Box whole = over(corner, 2 * end);
    List<Box> open = List.of(whole);
    List<Integrand.Terms> terms = new ArrayList<>();
    double[] done = new double[whole.sums().length];
    double[] errors = new double[done.length];
    for (int level = 1; !open.isEmpty(); level++) {
      left -= (open.size() * cost) << numbers;
      if (left < 0 || level > MOST_LEVEL) {
        return Optional.empty();
      }
      List<List<Box>> parts = open.stream().map(this::halved).toList();
      double[] total = done.clone();
      parts.forEach(boxes -> boxes.forEach(box -> add(box.sums(), total)));
      List<Box> next = new ArrayList<>();
      for (int i = 0; i < parts.size(); i++) {
        double[] sum = new double[total.length];
        parts.get(i).forEach(box -> add(box.sums(), sum));
        double[] parent = open.get(i).sums();
        double[] error = new double[sum.length];
        Arrays.setAll(error, k -> Math.abs(sum[k] - parent[k]));
        boolean agrees = integrand.within(AGREEMENT, error, total);
        int agreements = agrees ? open.get(i).agreements() + 1 : 0;
        if (level >= LEAST_LEVEL[numbers] && agreements >= LEAST_AGREEMENTS[numbers]) {
          add(sum, done);
          add(error, errors);
          parts.get(i).forEach(part -> terms.add(part.terms()));
        } else {
          parts.get(i).forEach(part -> next.add(part.after(agreements)));
        }
      }
      open = next;
    }
    boolean accurate =
        integrand.within(ACCURACY, errors, done)
            && integrand.isSound(ACCURACY, done)
            && diesOut(done)
            && integrand.agreesWithDraws(DRAWS, ACCURACY, done);
    if (!accurate) {
      return Optional.empty();
    }
    Spread spread = new Spread(integrand.means(done), law.dimension());
    terms.forEach(some -> integrand.addTo(spread, some, done));
    return Optional.of(
        new Reference(
            integrand.gradient(done),
            Reference.QUADRATURE,
            ACCURACY,
            integrand.scale(done),
            spread));
  }

  private static void add(double[] terms, double[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += terms[i];
    }
  }

  private List<Box> halved(Box box) {
    List<Box> parts = new ArrayList<>();
    double side = box.side() / 2;
    for (int part = 0; part < 1 << numbers; part++) {
      double[] low = box.low().clone();
      for (int i = 0; i < numbers; i++) {
        low[i] += (part >> i & 1) * side;
      }
      parts.add(over(low, side));
    }
    return parts;
  }

  private Box over(double[] low, double side) {
    double[] weight = new double[(int) Math.pow(NODES, numbers)];
    double[] t = new double[weight.length * numbers];
    Arrays.fill(weight, 1);
    for (int n = 0; n < weight.length; n++) {
      int digits = n;
      for (int i = 0; i < numbers; i++) {
        t[n * numbers + i] = low[i] + side / 2 * (1 + rule.node(digits % NODES));
        weight[n] *= side / 2 * rule.weight(digits % NODES);
        digits /= NODES;
      }
    }
    Integrand.Terms terms = at(t, weight);
    return new Box(low, side, terms, integrand.sums(terms), 0);
  }

  /** Computes the terms at points of t, with weights relative to t. */
  private Integrand.Terms at(double[] t, double[] weights) {
    int contexts = law.contexts();
    double[] u = new double[t.length * contexts];
    double[] rows = new double[weights.length * contexts];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = weights[row / contexts];
      for (int i = 0; i < numbers; i++) {
        double at = t[row / contexts * numbers + i];
        double e = Math.exp(-Math.PI * StrictMath.sinh(Math.abs(at)));
        u[row * numbers + i] = (at > 0 ? 1 : e) / (1 + e);
        rows[row] *= Math.PI * StrictMath.cosh(at) * e / ((1 + e) * (1 + e));
      }
    }
    return integrand.terms(law.transform(u), rows);
  }

  /**
   * Whether the integral beyond the ends is negligible, if the integrand continues as it does at
   * the ends.
   */
  private boolean diesOut(double[] sums) {
    for (int point = 0; point < (int) Math.pow(EDGES.length, numbers); point++) {
      double[] u = new double[numbers * law.contexts()];
      int digits = point;
      boolean atEdge = false;
      for (int i = 0; i < numbers; i++) {
        for (int c = 0; c < law.contexts(); c++) {
          u[c * numbers + i] = EDGES[digits % EDGES.length];
        }
        atEdge |= digits % EDGES.length != 1;
        digits /= EDGES.length;
      }
      Events x = law.transform(u);
      double[] edge = new double[law.contexts()];
      Arrays.fill(edge, EDGE);
      if (atEdge && !integrand.within(ACCURACY / 10, integrand.sums(x, edge), sums)) {
        return false;
      }
    }
    return true;
  }
}
