package io.thalweg.internal.kernel;

import static io.thalweg.internal.kernel.Single.*;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Functions of one vector of floats, from which {@link SimdDenseKernels} makes its loops. */
final class FloatLanes {

  static final VectorSpecies<Float> FLOATS =
      FloatVector.SPECIES_PREFERRED.length() > DenseKernels.PARTIAL_SUMS
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;
  static final int LANES = FLOATS.length();

  private FloatLanes() {}

  static FloatVector tanh(FloatVector x) {
    FloatVector in = x;
    if (x.abs().compare(VectorOperators.GT, FLAT).anyTrue()) {
      FloatVector low = x.blend(-FLAT, x.lt(-FLAT));
      in = low.blend(FLAT, low.compare(VectorOperators.GT, FLAT));
    }
    in = in.mul(2);
    FloatVector shifted = fma(in, LOG2_E, ROUND);
    FloatVector u = half(in, shifted.sub(ROUND));
    FloatVector square = u.mul(u);
    FloatVector a = even(square);
    FloatVector c = u.mul(square.add(15));
    FloatVector power = power(shifted);
    FloatVector less = power.sub(1);
    FloatVector more = power.add(1);
    return less.fma(a, more.mul(c)).div(more.fma(a, less.mul(c)));
  }

  static FloatVector half(FloatVector x, FloatVector n) {
    FloatVector minus = n.neg();
    FloatVector high = minus.fma(FloatVector.broadcast(FLOATS, LOG_2_HIGH), x);
    return minus.fma(FloatVector.broadcast(FLOATS, LOG_2_LOW), high).mul(0.5f);
  }

  static FloatVector even(FloatVector square) {
    return fma(square, 6, 15);
  }

  static FloatVector power(FloatVector shifted) {
    IntVector n = shifted.reinterpretAsInts();
    return n.add(BIAS).lanewise(VectorOperators.LSHL, FRACTION_BITS).reinterpretAsFloats();
  }

  static FloatVector twiceArtanh(FloatVector s) {
    FloatVector s2 = s.mul(s);
    FloatVector series = next(next(FloatVector.broadcast(FLOATS, S7), s2, S6), s2, S5);
    series = next(next(next(next(series, s2, S4), s2, S3), s2, S2), s2, S1);
    return series.mul(s2).fma(s, s.add(s));
  }

  static FloatVector next(FloatVector series, FloatVector s2, float coefficient) {
    return series.fma(s2, FloatVector.broadcast(FLOATS, coefficient));
  }

  static FloatVector fma(FloatVector a, float b, float c) {
    return a.fma(FloatVector.broadcast(FLOATS, b), FloatVector.broadcast(FLOATS, c));
  }
}
