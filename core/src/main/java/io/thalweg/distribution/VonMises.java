package io.thalweg.distribution;

import io.thalweg.internal.DoubleExponential;
import io.thalweg.support.Require;
import io.thalweg.support.Uniforms;
import java.util.random.RandomGenerator;

/**
 * Independent angles of von Mises' law, the normal law of the circle.
 *
 * <pre>
 *   p(x) = exp(k cos(x - location)) / (2 pi I0(k)),   -pi &lt; x &lt;= pi,   A = I1(k) / I0(k)
 *   score of the location = k sin(x - location)
 *   score of log k = k (cos(x - location) - A)
 *   velocity of the location = 1
 *   velocity of log k = -1/p(x) int_location^x p(t) score(t) dt
 * </pre>
 *
 * <p>f must have the period 2 pi: an angle that moves with the location passes pi and continues at
 * -pi, and a jump of f there would be missing from pathwise gradients. Every x is taken as an
 * angle. F starts at the point opposite to the location, where no probability flows as k changes.
 *
 * <p>The integral is computed by quadrature, from the location or from the point opposite to it, so
 * that the score does not change its sign; its relative error is below 1e-9 for k from 1e-2 to 1e4.
 *
 * <p>Parameters: locations, then logarithms of the concentrations k, [contexts x (variables +
 * variables)].
 *
 * <p>Source of the path: Figurnov, Mohamed &amp; Mnih (2018), NeurIPS, arXiv:1805.08498; of the
 * sampler: Best &amp; Fisher (1979), Applied Statistics 28, 152-157.
 */
public final class VonMises extends Univariate {

  private VonMises(double[] parameters, int size) {
    super(parameters, size, Angle::of, "location", "log concentration");
  }

  /**
   * Makes a law of one variable.
   *
   * @throws IllegalArgumentException if the location is not finite, or the concentration not from
   *     2.2e-308 to 1e30
   */
  public static VonMises of(double location, double concentration) {
    return of(new double[] {location}, new double[] {concentration});
  }

  /**
   * Makes a law of one context with several variables.
   *
   * @throws IllegalArgumentException if the lengths differ, a location is not finite, or a
   *     concentration not from 2.2e-308 to 1e30
   */
  public static VonMises of(double[] locations, double[] concentrations) {
    return ofParameters(locations, logs("VonMises: the concentration", concentrations));
  }

  /**
   * Makes a law of one context from unconstrained parameters.
   *
   * @param locations one for each variable
   * @param logConcentrations the logarithm of each concentration
   * @throws IllegalArgumentException if the lengths differ, a number is not finite, or a
   *     concentration is too large or too small for a double
   */
  public static VonMises ofParameters(double[] locations, double[] logConcentrations) {
    return new VonMises(join("VonMises", locations, logConcentrations), locations.length);
  }

  @Override
  public boolean isAngle(int coordinate) {
    return true;
  }

  @Override
  public VonMises at(double[] parameters) {
    return new VonMises(parameters, size());
  }

  /**
   * Shares the variables out over several contexts, in their order.
   *
   * @param contexts of which each gets the same number of variables
   * @throws IllegalArgumentException if the number of variables is not a multiple of the number of
   *     contexts
   */
  public VonMises inContexts(int contexts) {
    return new VonMises(shared(contexts), share(contexts));
  }

  private static final double GREATEST = 1e30;

  /** A variable with its constants: log(I0(k) exp(-k)) and the spread 1 - A. */
  private record Angle(double location, double k, double logBessel, double spread)
      implements Variable.Continuous {

    /**
     * Makes a variable; the trapezoidal rule for its constants converges geometrically on periodic
     * functions.
     */
    static Angle of(double[] theta) {
      double k = Require.positive("the concentration", Math.exp(theta[1]));
      if (k > GREATEST) {
        throw new IllegalArgumentException(
            "the concentration is above 1e30, where angles differ by less than doubles do");
      }
      if (k < Double.MIN_NORMAL) {
        throw new IllegalArgumentException(
            "the concentration is below 2.2e-308, where it is lost in rounding");
      }
      double nodes = Math.ceil(16 + 9 * Math.sqrt(k));
      double bessel = 0.5;
      double mean = 0;
      for (int i = 1; i < nodes; i++) {
        double versine = versine(Math.PI * i / nodes);
        double weight = Math.exp(-k * versine);
        if (weight < 1e-30) {
          break;
        }
        bessel += weight;
        mean += weight * versine;
      }
      bessel += 0.5 * Math.exp(-2 * k);
      mean += Math.exp(-2 * k);
      return new Angle(theta[0], k, Math.log(bessel / nodes), mean / bessel);
    }

    /** 1 - cos s. */
    private static double versine(double s) {
      double half = Math.sin(s / 2);
      return 2 * half * half;
    }

    /** The angle from the location to x, in [-pi, pi]. */
    private double angle(double x) {
      return Math.IEEEremainder(x - location, 2 * Math.PI);
    }

    private double scoreAt(double s) {
      return k * (spread - versine(s));
    }

    private double density(double s) {
      return Math.exp(-k * versine(s) - logBessel) / (2 * Math.PI);
    }

    /** Draws by rejection from the wrapped Cauchy law, with 1 - cos s in place of cos s. */
    @Override
    public double sample(RandomGenerator random) {
      double root = Math.sqrt(1 + 4 * k * k);
      double tau = 1 + root;
      double sum = tau + Math.sqrt(2 * tau);
      double rho = 2 * k / sum;
      double gap = (1 + Math.sqrt(2 * tau) + 1 / (root + 2 * k)) / sum;
      // r - 1 = (1 - rho)^2 / (2 rho), which is 1 / (2k) where k is large
      double excess = gap * gap / (2 * rho);
      while (true) {
        double half = 0.5 * Math.PI * Uniforms.open(random);
        double sine = Math.sin(half) * Math.sin(half);
        double versine = 2 * excess * sine / (excess + 2 * Math.cos(half) * Math.cos(half));
        double c = k * (excess + versine);
        double u = Uniforms.open(random);
        if (Math.log(c / u) + 1 >= c) {
          double s = 2 * StrictMath.asin(Math.sqrt(Math.min(1, versine / 2)));
          return wrapped(random.nextBoolean() ? s : -s);
        }
      }
    }

    private double wrapped(double s) {
      double x = Math.IEEEremainder(s + location, 2 * Math.PI);
      return x == -Math.PI ? Math.PI : x;
    }

    @Override
    public double logProbability(double x) {
      return -k * versine(x - location) - logBessel - Math.log(2 * Math.PI);
    }

    @Override
    public void score(double x, double[] out) {
      out[0] = k * Math.sin(x - location);
      out[1] = scoreAt(x - location);
    }

    @Override
    public void velocity(double x, double[] out) {
      double s = Math.abs(angle(x));
      double size =
          scoreAt(s) > 0
              ? -DoubleExponential.interval(s, t -> ratio(s, t) * scoreAt(t))
              : DoubleExponential.interval(reach(s), t -> ratio(s, s + t) * scoreAt(s + t));
      out[0] = 1;
      out[1] = Math.signum(angle(x)) * size;
    }

    /** The length beyond s that has probability worth counting beside p(s): at most pi - s. */
    private double reach(double s) {
      double slope = k * Math.sin(s) / 2;
      double curvature = k * Math.max(0, Math.cos(s)) / 2;
      return Math.min(Math.PI - s, 60 / (slope + Math.sqrt(slope * slope + curvature)));
    }

    /** p(t) / p(s). */
    private double ratio(double s, double t) {
      return Math.exp(-2 * k * Math.sin((t - s) / 2) * Math.sin((t + s) / 2));
    }

    @Override
    public double slope(double x) {
      return -k * Math.sin(x - location);
    }

    @Override
    public double cumulative(double x) {
      double s = angle(x);
      double tail = tail(Math.abs(s));
      return s < 0 ? tail : 1 - tail;
    }

    /** P(S &gt; s), s &gt; 0. */
    private double tail(double s) {
      return density(s) * DoubleExponential.interval(reach(s), t -> ratio(s, s + t));
    }

    @Override
    public double quantile(double u) {
      double p = Math.min(u, 1 - u);
      double s =
          Inversion.root(
              0,
              Math.PI,
              0,
              Math.min(1, 1 / Math.sqrt(k)),
              t -> -Inversion.step(tail(t), density(t), k * Math.sin(t), p));
      return wrapped(u < 0.5 ? -s : s);
    }
  }
}
