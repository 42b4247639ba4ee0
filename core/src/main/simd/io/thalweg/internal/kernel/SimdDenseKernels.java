package io.thalweg.internal.kernel;

import static io.thalweg.internal.kernel.Single.*;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Dense kernels that process as many numbers at once as the machine has lanes, and the remainder
 * one after the other.
 */
final class SimdDenseKernels implements DenseKernels {

  private static final VectorSpecies<Float> FLOATS =
      FloatVector.SPECIES_PREFERRED.length() > PARTIAL_SUMS
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;
  private static final int LANES = FLOATS.length();

  @Override
  public void tanh(float[] x, int count) {
    int end = FLOATS.loopBound(count);
    for (int i = 0; i < end; i += LANES) {
      tanh(FloatVector.fromArray(FLOATS, x, i)).intoArray(x, i);
    }
    ScalarDenseKernels.tanh(x, end, count);
  }

  private static FloatVector tanh(FloatVector x) {
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

  @Override
  public float logBernoulli(
      float[] logits, int from, float[] x, int at, int columns, float[] sums) {
    Arrays.fill(sums, 0);
    int end = columns - columns % PARTIAL_SUMS;
    for (int lane = 0; lane < PARTIAL_SUMS; lane += LANES) {
      FloatVector sum = FloatVector.zero(FLOATS);
      for (int i = lane; i < end; i += PARTIAL_SUMS) {
        FloatVector logit = FloatVector.fromArray(FLOATS, logits, from + i);
        FloatVector bit = FloatVector.fromArray(FLOATS, x, at + i);
        FloatVector size = logit.abs();
        FloatVector in = size.blend(STEEP, size.compare(VectorOperators.GT, STEEP)).neg();
        FloatVector shifted = fma(in, LOG2_E, ROUND);
        FloatVector u = half(in, shifted.sub(ROUND));
        FloatVector square = u.mul(u);
        FloatVector a = even(square);
        FloatVector c = u.mul(square.add(15));
        FloatVector above = power(shifted).mul(a.add(c));
        FloatVector below = a.sub(c);
        FloatVector both = above.add(below);
        VectorMask<Float> positive = logit.compare(VectorOperators.GT, 0);
        FloatVector softplus =
            twiceArtanh(above.div(both.add(below)))
                .add(FloatVector.zero(FLOATS).blend(logit, positive));
        bit.sub(above.blend(below, positive).div(both)).intoArray(logits, from + i);
        sum = sum.add(bit.fma(logit, softplus.neg()));
      }
      sum.intoArray(sums, lane);
    }
    ScalarDenseKernels.logBernoulli(logits, from, x, at, end, columns, sums);
    return total(sums);
  }

  @Override
  public float dot(float[] a, int from, float[] b, int at, int columns, float[] sums) {
    Arrays.fill(sums, 0);
    int end = columns - columns % PARTIAL_SUMS;
    for (int lane = 0; lane < PARTIAL_SUMS; lane += LANES) {
      FloatVector sum = FloatVector.broadcast(FLOATS, 0);
      for (int i = lane; i < end; i += PARTIAL_SUMS) {
        FloatVector left = FloatVector.fromArray(FLOATS, a, from + i);
        sum = left.fma(FloatVector.fromArray(FLOATS, b, at + i), sum);
      }
      sum.intoArray(sums, lane);
    }
    ScalarDenseKernels.dot(a, from, b, at, end, columns, sums);
    return total(sums);
  }

  private static FloatVector half(FloatVector x, FloatVector n) {
    FloatVector minus = n.neg();
    FloatVector high = minus.fma(FloatVector.broadcast(FLOATS, LOG_2_HIGH), x);
    return minus.fma(FloatVector.broadcast(FLOATS, LOG_2_LOW), high).mul(0.5f);
  }

  private static FloatVector even(FloatVector square) {
    return fma(square, 6, 15);
  }

  private static FloatVector power(FloatVector shifted) {
    IntVector n = shifted.reinterpretAsInts();
    return n.add(BIAS).lanewise(VectorOperators.LSHL, FRACTION_BITS).reinterpretAsFloats();
  }

  private static FloatVector twiceArtanh(FloatVector s) {
    FloatVector s2 = s.mul(s);
    FloatVector series = next(next(FloatVector.broadcast(FLOATS, S7), s2, S6), s2, S5);
    series = next(next(next(next(series, s2, S4), s2, S3), s2, S2), s2, S1);
    return series.mul(s2).fma(s, s.add(s));
  }

  private static FloatVector next(FloatVector series, FloatVector s2, float coefficient) {
    return series.fma(s2, FloatVector.broadcast(FLOATS, coefficient));
  }

  private static FloatVector fma(FloatVector a, float b, float c) {
    return a.fma(FloatVector.broadcast(FLOATS, b), FloatVector.broadcast(FLOATS, c));
  }
}
