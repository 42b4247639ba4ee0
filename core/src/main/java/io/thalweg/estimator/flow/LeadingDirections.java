package io.thalweg.estimator.flow;

import io.thalweg.Events;
import io.thalweg.Reparameterized;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.stream.IntStream;

/**
 * The directions along which f changes most, learned from past gradients: two leading eigenvectors
 * of E grad f grad f^T, f a function of standardised x, and two of E h h^T, h the
 * reparameterisation gradient.
 *
 * <p>A law of one coordinate has none, nor has a law with an angle, along which functions would not
 * be periodic.
 *
 * <p>Source: Constantine, Dow &amp; Wang (2014), SIAM Journal on Scientific Computing 36,
 * arXiv:1304.2070, where they span the active subspace.
 */
final class LeadingDirections {

  private static final int DIRECTIONS = 2;

  private final LeadingSubspace inX;
  private final LeadingSubspace inTheta;

  /**
   * Makes directions that are not known yet.
   *
   * @param memory the number of past draws that count
   */
  LeadingDirections(double memory) {
    this.inX = new LeadingSubspace(memory);
    this.inTheta = new LeadingSubspace(memory);
  }

  /** The present directions; none before something was learned. */
  Directions present(Reparameterized law) {
    return inX.vectors().length == 0
        ? Directions.NONE
        : new Directions(inX.vectors(), inTheta.vectors(), count(law));
  }

  private static int count(Reparameterized law) {
    int size = law.shape().size();
    boolean angles = IntStream.range(0, size).anyMatch(law::isAngle);
    return size == 1 || angles ? 0 : DIRECTIONS;
  }

  /**
   * Learns from gradients of f at draws.
   *
   * @param gradients of f in x, [draws x size]
   * @param moved of f in theta, [draws x parameters]
   */
  void learn(Reparameterized law, Events x, double[] gradients, double[] moved) {
    int count = count(law);
    if (count == 0) {
      return;
    }
    double[] scaled = gradients.clone();
    double[] scales = Standard.of(law).scales();
    int size = x.pointSize();
    for (int at = 0; at < scaled.length; at++) {
      scaled[at] *= scales[x.context(at / size) * size + at % size];
    }
    inX.learn(count, size, scaled);
    inTheta.learn(count, law.dimension(), moved);
  }

  void save(DataOutput out) throws IOException {
    inX.save(out);
    inTheta.save(out);
  }

  void load(DataInput in) throws IOException {
    inX.load(in);
    inTheta.load(in);
  }
}
