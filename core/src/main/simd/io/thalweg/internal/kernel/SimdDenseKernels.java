package io.thalweg.internal.kernel;

import static io.thalweg.internal.kernel.FloatLanes.*;
import static io.thalweg.internal.kernel.Single.*;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Dense kernels that process as many numbers at once as the machine has lanes, and the remainder
 * one after the other. What is said of {@link SimdKernels} and their callers holds here too.
 */
final class SimdDenseKernels implements DenseKernels {

  @Override
  public void tanh(float[] x, int count) {
    int end = FLOATS.loopBound(count);
    for (int i = 0; i < end; i += LANES) {
      FloatLanes.tanh(FloatVector.fromArray(FLOATS, x, i)).intoArray(x, i);
    }
    ScalarDenseKernels.tanh(x, end, count);
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
}
