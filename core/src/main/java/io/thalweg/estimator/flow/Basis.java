package io.thalweg.estimator.flow;

import io.thalweg.DifferentiableObjective;
import io.thalweg.support.Require;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The functions psi of x that the path of a law is multiplied with, to make velocity fields of it.
 *
 * <pre>
 *   psi_0 = 1,   psi_k = He_k(t), k = 1 .. degree,   and what a user adds
 *   t = z / sqrt(1 + z^2 / 2),   z = (x_v - centre) / scale of the coordinate v that a parameter moves
 * </pre>
 *
 * <p>He_k are the Hermite polynomials: t, t^2 - 1, t^3 - 3 t. t is like z near the centre and stays
 * within 1.4, so that what is fitted where draws are many does not grow where they are few, and p u
 * f goes to zero at infinity whenever it does along the path itself, heavy tails or not. For an
 * angle they are cos(kz) and sin(kz) instead, z the angle itself. Where a parameter moves several
 * coordinates, as those of a Dirichlet law do, only psi_0 and the user's own are taken.
 *
 * @param degree of the polynomials; 0 for none
 * @param features the user's own functions of x, with their gradients; bounded, or p u f must go to
 *     zero at the ends of the support all the same
 */
public record Basis(int degree, List<DifferentiableObjective> features) {

  /**
   * Of polynomials and features.
   *
   * @throws IllegalArgumentException if the degree is below 0
   */
  public Basis {
    Require.atLeast(0, "the degree of a basis", degree);
    features = List.copyOf(features);
  }

  /** Of polynomials up to a degree. */
  public static Basis ofDegree(int degree) {
    return new Basis(degree, List.of());
  }

  /** The same and one more function. */
  public Basis with(DifferentiableObjective feature) {
    List<DifferentiableObjective> more = new ArrayList<>(features);
    more.add(feature);
    return new Basis(degree, more);
  }

  /** Writes how large it is. */
  void save(DataOutput out) throws IOException {
    out.writeInt(degree);
    out.writeInt(features.size());
  }

  /**
   * Reads how large another one was.
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
