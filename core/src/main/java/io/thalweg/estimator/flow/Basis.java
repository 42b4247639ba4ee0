package io.thalweg.estimator.flow;

import io.thalweg.DifferentiableObjective;
import io.thalweg.support.Require;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Functions psi of x; each, multiplied with the path of a law, is a velocity field.
 *
 * <pre>
 *   psi_0 = 1,   psi_k = He_k(t), k = 1 .. degree,   and what a user adds
 *   t = z / sqrt(1 + z^2 / 2),   z = (x_v - centre) / scale of the coordinate v that a parameter moves
 * </pre>
 *
 * <p>He_k are the Hermite polynomials: t, t^2 - 1, t^3 - 3 t. t is close to z near the centre and
 * stays within 1.4. So a fit, which many central draws determine, does not grow in the tails, and p
 * u f goes to zero at infinity whenever it does along the path itself, also with heavy tails. For
 * an angle they are cos(kz) and sin(kz), where z is the angle itself. If a parameter moves several
 * coordinates, as in a Dirichlet law, only psi_0 and the user's own functions are used.
 *
 * @param degree of the polynomials; 0 for none
 * @param features the user's own functions of x, with their gradients; bounded, or p u f must go to
 *     zero at the ends of the support all the same. Of an angle they must be periodic: a function
 *     that differs between -pi and pi makes a bias
 */
public record Basis(int degree, List<DifferentiableObjective> features) {

  /**
   * Makes a basis of polynomials and features.
   *
   * @throws IllegalArgumentException if the degree is below 0
   */
  public Basis {
    Require.atLeast(0, "the degree of a basis", degree);
    features = List.copyOf(features);
  }

  /** Makes a basis of polynomials up to a degree. */
  public static Basis ofDegree(int degree) {
    return new Basis(degree, List.of());
  }

  /** Returns this basis with one more function. */
  public Basis with(DifferentiableObjective feature) {
    List<DifferentiableObjective> more = new ArrayList<>(features);
    more.add(feature);
    return new Basis(degree, more);
  }

  /** Writes the size of this basis. */
  void save(DataOutput out) throws IOException {
    out.writeInt(degree);
    out.writeInt(features.size());
  }

  /**
   * Reads the size of a saved basis and refuses another size.
   *
   * @throws IOException if it was of another size
   */
  void require(DataInput in) throws IOException {
    int saved = in.readInt();
    int others = in.readInt();
    if (saved != degree || others != features.size()) {
      throw new IOException(
          "a flow of degree %d and %d features cannot go on from one of degree %d and %d"
              .formatted(degree, features.size(), saved, others));
    }
  }
}
