package io.thalweg.distribution;

import io.thalweg.internal.DoubleExponential;
import io.thalweg.support.Require;
import io.thalweg.support.Uniforms;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;

/**
 * A normal variable on condition that it lies between two edges, with its constants.
 *
 * @param low the lower edge
 * @param high the upper edge
 * @param nearest the point of the window next to the mean, and m that point in units of e
 * @param below the length of the window below that point, above that beyond it, in units of e
 * @param massBelow the integral of the density over that part, 1 at the point
 * @param first the mean of s = e - m, and second that of its square
 */
record Window(
    double low,
    double high,
    double deviation,
    double nearest,
    double m,
    double below,
    double above,
    double massBelow,
    double massAbove,
    double first,
    double second)
    implements Variable.Continuous {

  /** The part of a standard normal law on one side of a point, of which the density is 1 there. */
  private record Side(double at, double length) {

    // Beyond so many lengths of decay less than 1e-17 is left.
    private static final double DECAYED = 40;

    /** Integrates over the distance s from the point, exp(-at s - s^2 / 2) times a function. */
    double integral(DoubleUnaryOperator function) {
      // Where the density rises from the point on, the side is short.
      double half = Math.max(at, 0) / 2;
      double scale = 1 / (half + StrictMath.hypot(half, Math.sqrt(0.5)));
      DoubleUnaryOperator integrand = s -> Math.exp(-s * (at + s / 2)) * function.applyAsDouble(s);
      return length > DECAYED * scale
          ? DoubleExponential.halfLine(scale, integrand)
          : DoubleExponential.interval(length, integrand);
    }
  }

  // Below this width draws of a uniform law are accepted often enough.
  private static final double NARROW = 2;

  static Window of(double low, double high, double[] theta) {
    double mean = theta[0];
    double deviation = Require.positive("the standard deviation", Math.exp(theta[1]));
    double nearest = Math.min(Math.max(mean, low), high);
    double m = (nearest - mean) / deviation;
    if (!Double.isFinite(m)) {
      throw new IllegalArgumentException(
          "the window from %s to %s is further from the mean than doubles reach in deviations"
              .formatted(low, high));
    }
    Side down = new Side(-m, (nearest - low) / deviation);
    Side up = new Side(m, (high - nearest) / deviation);
    double massBelow = down.length() > 0 ? down.integral(s -> 1) : 0;
    double massAbove = up.length() > 0 ? up.integral(s -> 1) : 0;
    double mass = massBelow + massAbove;
    double first = 0;
    double second = 0;
    if (massBelow > 0) {
      first -= down.integral(s -> s) / mass;
      second += down.integral(s -> s * s) / mass;
    }
    if (massAbove > 0) {
      first += up.integral(s -> s) / mass;
      second += up.integral(s -> s * s) / mass;
    }
    return new Window(
        low,
        high,
        deviation,
        nearest,
        m,
        down.length(),
        up.length(),
        massBelow,
        massAbove,
        first,
        second);
  }

  private double distance(double x) {
    return (x - nearest) / deviation;
  }

  /** Rounding may not take x beyond an edge. */
  private double point(double s) {
    return Math.min(Math.max(nearest + deviation * s, low), high);
  }

  private boolean contains(double s) {
    return s >= -below && s <= above;
  }

  /** Robert's draws: of a uniform, a normal or an exponential law, accepted by the density. */
  @Override
  public double sample(RandomGenerator random) {
    double rate = Math.abs(m) / 2 + StrictMath.hypot(m / 2, 1);
    boolean narrow = (below + above) * Math.max(1, rate) <= NARROW;
    while (true) {
      double s;
      double log;
      if (narrow) {
        s = -below + (below + above) * Uniforms.open(random);
        log = -s * (m + s / 2);
      } else if (m == 0) {
        s = random.nextGaussian();
        log = 0;
      } else {
        s = -Math.log(Uniforms.open(random)) / rate;
        double excess = s + Math.abs(m) - rate;
        log = -excess * excess / 2;
        s = Math.copySign(s, m);
      }
      if (contains(s) && Math.log(Uniforms.open(random)) <= log) {
        return point(s);
      }
    }
  }

  @Override
  public double logProbability(double x) {
    double s = distance(x);
    return contains(s)
        ? -s * (m + s / 2) - Math.log(deviation) - Math.log(massBelow + massAbove)
        : Double.NEGATIVE_INFINITY;
  }

  private double scoreOfMean(double s) {
    return s - first;
  }

  private double scoreOfLog(double s) {
    return 2 * m * (s - first) + s * s - second;
  }

  @Override
  public void score(double x, double[] out) {
    double s = distance(x);
    out[0] = scoreOfMean(s) / deviation;
    out[1] = scoreOfLog(s);
  }

  @Override
  public void velocity(double x, double[] out) {
    double s = distance(x);
    // Scores have one sign beyond these points, or add up to next to nothing at them.
    out[0] = beyond(s, s < first, this::scoreOfMean);
    out[1] = deviation * beyond(s, m == 0 ? s < 0 : s < first, this::scoreOfLog);
  }

  /** Integrates the density over that at s, times a function, from s to the edge on one side. */
  private double beyond(double s, boolean downwards, DoubleUnaryOperator function) {
    Side side = downwards ? new Side(-m - s, below + s) : new Side(m + s, above - s);
    if (!(side.length() > 0)) {
      return 0;
    }
    return downwards
        ? -side.integral(t -> function.applyAsDouble(s - t))
        : side.integral(t -> function.applyAsDouble(s + t));
  }

  @Override
  public double slope(double x) {
    return -(m + distance(x)) / deviation;
  }

  @Override
  public double cumulative(double x) {
    double s = distance(x);
    if (!contains(s)) {
      return s < 0 ? 0 : 1;
    }
    return lower(s);
  }

  private double lower(double s) {
    double mass = massBelow + massAbove;
    double density = Math.exp(-s * (m + s / 2));
    return s < 0 || (massBelow == 0 && s < first)
        ? density * tail(s, true) / mass
        : 1 - density * tail(s, false) / mass;
  }

  /** The integral of the density over that at s, from s to the edge on one side. */
  private double tail(double s, boolean downwards) {
    Side side = downwards ? new Side(-m - s, below + s) : new Side(m + s, above - s);
    return side.length() > 0 ? side.integral(t -> 1) : 0;
  }

  /** Solves for s, in which the law is log-concave. */
  @Override
  public double quantile(double u) {
    double mass = massBelow + massAbove;
    double split = lower(first);
    boolean downwards = u < split;
    DoubleUnaryOperator step =
        s -> {
          double density = Math.exp(-s * (m + s / 2)) / mass;
          double tail = density * tail(s, downwards);
          return downwards
              ? Inversion.step(tail, density, -(m + s), u)
              : -Inversion.step(tail, density, m + s, 1 - u);
        };
    double spread = Math.sqrt(second);
    double s =
        downwards
            ? Inversion.root(-below, first, first, spread, step)
            : Inversion.root(first, above, first, spread, step);
    return point(s);
  }
}
