package io.thalweg.internal.kernel;

import static io.thalweg.internal.kernel.DoubleLanes.*;
import static io.thalweg.internal.kernel.Elementary.*;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Kernels that process as many numbers at once as the machine has lanes, and the remainder one
 * after the other.
 *
 * <p>A method of this class must not become part of the code of its caller: the compiler of Java 17
 * then leaves vectors on the heap, and an estimate takes three to sixteen times as long.
 * docs/speed.md has the option that prevents it. What a loop applies to one vector must become part
 * of that loop, and is therefore in {@link DoubleLanes}.
 *
 * <p>Steps that few numbers need are behind a branch on whether any lane needs them: two blends
 * would take a third of the time of a sigmoid.
 */
final class SimdKernels implements Kernels {

  // Products of longs are an instruction of 512-bit machines only.
  private static final boolean MULTIPLIES_LONGS = LANES >= 8;

  @Override
  public void uniforms(long seed, long gamma, double[] out) {
    int end = MULTIPLIES_LONGS ? DOUBLES.loopBound(out.length) : 0;
    LongVector state = steps(gamma).add(seed);
    LongVector stride = LongVector.broadcast(LONGS, LANES * gamma);
    for (int i = 0; i < end; i += LANES) {
      uniform(state).intoArray(out, i);
      state = state.add(stride);
    }
    ScalarKernels.uniforms(seed, gamma, out, end);
  }

  @Override
  public boolean sigmoid(double[] x, double[] p, double[] complement) {
    int end = DOUBLES.loopBound(x.length);
    boolean finite = true;
    for (int i = 0; i < end; i += LANES) {
      DoubleVector in = DoubleVector.fromArray(DOUBLES, x, i);
      if (!in.abs().compare(VectorOperators.LE, STEEP).allTrue()) {
        finite &= ScalarKernels.sigmoid(x, p, complement, i, i + LANES);
        continue;
      }
      DoubleVector shifted = fma(in, LOG2_E, ROUND);
      DoubleVector r = remainder(in, shifted.sub(ROUND));
      DoubleVector r2 = r.mul(r);
      DoubleVector a = even(r2);
      DoubleVector c = odd(r2).mul(r);
      DoubleVector above = power(shifted).mul(a.add(c));
      DoubleVector below = a.sub(c);
      DoubleVector inverse = DoubleVector.broadcast(DOUBLES, 1).div(above.add(below));
      above.mul(inverse).intoArray(p, i);
      below.mul(inverse).intoArray(complement, i);
    }
    return finite & ScalarKernels.sigmoid(x, p, complement, end, x.length);
  }

  @Override
  public void exceeds(long seed, long gamma, double[] thresholds, double[] out) {
    int end = MULTIPLIES_LONGS ? DOUBLES.loopBound(thresholds.length) : 0;
    LongVector steps = steps(gamma);
    LongVector stride = LongVector.broadcast(LONGS, LANES * gamma);
    for (int row = 0; row < out.length; row += thresholds.length) {
      LongVector state = steps.add(seed + row * gamma);
      for (int i = 0; i < end; i += LANES) {
        DoubleVector u = uniform(state);
        state = state.add(stride);
        DoubleVector threshold = DoubleVector.fromArray(DOUBLES, thresholds, i);
        ones(u.compare(VectorOperators.GT, threshold)).intoArray(out, row + i);
      }
      ScalarKernels.exceeds(seed + row * gamma, gamma, thresholds, out, row, end);
    }
  }

  @Override
  public void exceeds(double[] u, double[] thresholds, double[] out) {
    int end = DOUBLES.loopBound(thresholds.length);
    for (int row = 0; row < out.length; row += thresholds.length) {
      for (int i = 0; i < end; i += LANES) {
        DoubleVector threshold = DoubleVector.fromArray(DOUBLES, thresholds, i);
        VectorMask<Double> above =
            DoubleVector.fromArray(DOUBLES, u, row + i).compare(VectorOperators.GT, threshold);
        ones(above).intoArray(out, row + i);
      }
      ScalarKernels.exceeds(u, thresholds, out, row, end);
    }
  }

  @Override
  public void antithetic(double[] u, double[] p, double[] pair) {
    int end = DOUBLES.loopBound(p.length);
    for (int i = 0; i < end; i += LANES) {
      DoubleVector uniform = DoubleVector.fromArray(DOUBLES, u, i);
      DoubleVector complement = DoubleVector.fromArray(DOUBLES, p, i).neg().add(1);
      ones(uniform.compare(VectorOperators.GT, complement)).intoArray(pair, i);
      ones(uniform.lt(DoubleVector.fromArray(DOUBLES, p, i))).intoArray(pair, p.length + i);
    }
    ScalarKernels.antithetic(u, p, pair, end);
  }

  @Override
  public void scores(
      double[] weights, double[] b, double[] p, double[] complement, int contexts, double[] out) {
    int size = p.length / contexts;
    for (int c = 0; c < contexts; c++) {
      int end = c * size + DOUBLES.loopBound(size);
      for (int i = c * size; i < end; i += LANES) {
        DoubleVector zero = DoubleVector.zero(DOUBLES).sub(DoubleVector.fromArray(DOUBLES, p, i));
        DoubleVector one = DoubleVector.fromArray(DOUBLES, complement, i);
        DoubleVector sum = DoubleVector.zero(DOUBLES);
        for (int k = c, at = i; k < weights.length; k += contexts, at += p.length) {
          VectorMask<Double> set =
              DoubleVector.fromArray(DOUBLES, b, at).compare(VectorOperators.GT, 0);
          sum = sum.add(zero.blend(one, set).mul(weights[k]));
        }
        sum.intoArray(out, i);
      }
      ScalarKernels.scores(weights, c, contexts, b, p, complement, out, end, (c + 1) * size);
    }
  }

  @Override
  public void pairScores(
      double weight, double[] pair, double[] p, double[] out, int at, int count) {
    int end = DOUBLES.loopBound(count);
    for (int i = at; i < at + end; i += LANES) {
      DoubleVector difference =
          DoubleVector.fromArray(DOUBLES, pair, i)
              .sub(DoubleVector.fromArray(DOUBLES, pair, p.length + i));
      DoubleVector larger = DoubleVector.fromArray(DOUBLES, p, i).sub(0.5).abs().add(0.5);
      difference.mul(weight).mul(larger).intoArray(out, i);
    }
    ScalarKernels.pairScores(weight, pair, p, out, at, count, end);
  }

  @Override
  public boolean finite(double[] x) {
    int end = DOUBLES.loopBound(x.length);
    for (int i = 0; i < end; i += LANES) {
      DoubleVector magnitude = DoubleVector.fromArray(DOUBLES, x, i).abs();
      if (!magnitude.compare(VectorOperators.LE, Double.MAX_VALUE).allTrue()) {
        return false;
      }
    }
    return ScalarKernels.finite(x, end);
  }

  @Override
  public boolean indices(double[] x, int categories) {
    int end = DOUBLES.loopBound(x.length);
    for (int i = 0; i < end; i += LANES) {
      DoubleVector index = DoubleVector.fromArray(DOUBLES, x, i);
      DoubleVector rounded = index.add(ROUND).sub(ROUND);
      VectorMask<Double> all =
          index
              .compare(VectorOperators.EQ, rounded)
              .and(index.compare(VectorOperators.GE, 0))
              .and(index.lt(categories));
      if (!all.allTrue()) {
        return false;
      }
    }
    return ScalarKernels.indices(x, categories, end);
  }

  @Override
  public void exp(double[] x, double[] out) {
    int end = DOUBLES.loopBound(x.length);
    for (int i = 0; i < end; i += LANES) {
      DoubleVector in = DoubleVector.fromArray(DOUBLES, x, i);
      if (!in.compare(VectorOperators.GE, -STEEP).allTrue()) {
        ScalarKernels.exp(x, out, i, i + LANES);
        continue;
      }
      DoubleVector shifted = fma(in, LOG2_E, ROUND);
      DoubleVector r = remainder(in, shifted.sub(ROUND));
      DoubleVector r2 = r.mul(r);
      DoubleVector a = even(r2);
      DoubleVector c = odd(r2).mul(r);
      power(shifted).mul(a.add(c).div(a.sub(c))).intoArray(out, i);
    }
    ScalarKernels.exp(x, out, end, x.length);
  }

  @Override
  public void log(double[] x, double[] out) {
    int end = DOUBLES.loopBound(x.length);
    for (int i = 0; i < end; i += LANES) {
      DoubleVector in = DoubleVector.fromArray(DOUBLES, x, i);
      if (in.lt(Double.MIN_NORMAL).anyTrue()) {
        ScalarKernels.log(x, out, i, i + LANES);
        continue;
      }
      LongVector bits = in.reinterpretAsLongs();
      LongVector k = bits.sub(ROOT_HALF).lanewise(VectorOperators.ASHR, FRACTION_BITS);
      LongVector fraction = bits.sub(k.lanewise(VectorOperators.LSHL, FRACTION_BITS));
      DoubleVector f = fraction.reinterpretAsDoubles().sub(1);
      DoubleVector s = f.div(f.add(2));
      DoubleVector s2 = s.mul(s);
      DoubleVector s4 = s2.mul(s2);
      DoubleVector s8 = s4.mul(s4);
      DoubleVector first = fma(s2, L4, L3).fma(s4, fma(s2, L2, L1));
      DoubleVector second = fma(s2, L8, L7).fma(s4, fma(s2, L6, L5));
      DoubleVector sum = fma(s2, L10, L9).fma(s8, second).fma(s8, first);
      DoubleVector half = f.mul(0.5).mul(f);
      DoubleVector count = k.add(ROUND_BITS).reinterpretAsDoubles().sub(ROUND);
      DoubleVector correction = s.fma(sum.fma(s2, half), count.mul(LOG_2_LOW));
      DoubleVector high = DoubleVector.broadcast(DOUBLES, LOG_2_HIGH);
      count.fma(high, f.sub(half.sub(correction))).intoArray(out, i);
    }
    ScalarKernels.log(x, out, end, x.length);
  }

  // No loop is here, for the reason of softmax.
  @Override
  public void softplus(double[] x, double[] out, double[] slope) {
    int end = DOUBLES.loopBound(x.length);
    negativeMagnitudes(x, out);
    exp(out, out);
    onePlus(out, slope);
    log(slope, slope);
    fromLogs(x, out, slope, end);
    ScalarKernels.softplus(x, out, slope, end);
  }

  private static void negativeMagnitudes(double[] x, double[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = -Math.abs(x[i]);
    }
  }

  private static void onePlus(double[] x, double[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = x[i] + 1;
    }
  }

  /**
   * Completes a softplus.
   *
   * @param out holds exp(-|x|) before
   * @param slope holds log(1 + exp(-|x|)) before
   */
  private static void fromLogs(double[] x, double[] out, double[] slope, int end) {
    for (int i = 0; i < end; i += LANES) {
      DoubleVector in = DoubleVector.fromArray(DOUBLES, x, i);
      DoubleVector e = DoubleVector.fromArray(DOUBLES, out, i);
      DoubleVector sum = e.add(1);
      DoubleVector larger = DoubleVector.broadcast(DOUBLES, 1).div(sum);
      DoubleVector lost = e.sub(sum.sub(1)).mul(larger);
      in.max(0).add(DoubleVector.fromArray(DOUBLES, slope, i).add(lost)).intoArray(out, i);
      larger.blend(e.mul(larger), in.lt(0)).intoArray(slope, i);
    }
  }

  @Override
  public void tanh(double[] x, double[] out) {
    int end = DOUBLES.loopBound(x.length);
    for (int i = 0; i < end; i += LANES) {
      DoubleLanes.tanh(DoubleVector.fromArray(DOUBLES, x, i)).intoArray(out, i);
    }
    ScalarKernels.tanh(x, out, end);
  }

  @Override
  public void categories(double[] u, double[] p, int categories, double[] x) {
    int variables = p.length / categories;
    int end = DOUBLES.loopBound(variables);
    double[] side = new double[categories * LANES];
    for (int i = 0; i < end; i += LANES) {
      sideBySide(p, i, categories, side);
      for (int row = i; row < u.length; row += variables) {
        DoubleVector left = DoubleVector.fromArray(DOUBLES, u, row);
        DoubleVector passed = DoubleVector.zero(DOUBLES);
        for (int k = 0; k < side.length - LANES; k += LANES) {
          left = left.sub(DoubleVector.fromArray(DOUBLES, side, k));
          passed = passed.add(ones(left.compare(VectorOperators.GT, 0)));
        }
        passed.intoArray(x, row);
      }
    }
    ScalarKernels.categories(u, p, categories, x, end);
  }

  /** Transposes the blocks of several variables, so that each lane holds one variable. */
  private static void sideBySide(double[] blocks, int first, int categories, double[] side) {
    int at = first * categories;
    for (int lane = 0; lane < LANES; lane++) {
      for (int k = 0; k < categories; k++) {
        side[k * LANES + lane] = blocks[at++];
      }
    }
  }

  @Override
  public void least(double[] noise, double[] inverse, int categories, double[] out) {
    int n = noise.length / categories;
    long mask = mask(categories);
    int end = DOUBLES.loopBound(n);
    for (int i = 0; i < end; i += LANES) {
      LongVector least = own(noise, inverse, i, mask, 0);
      for (int k = 1; k < categories; k++) {
        least = least.min(own(noise, inverse, k * n + i, mask, k));
      }
      category(least, mask).intoArray(out, i);
    }
    ScalarKernels.least(noise, inverse, categories, out, end);
  }

  @Override
  public void swaps(double[] noise, double[] inverse, int categories, double[] out, int at) {
    int n = noise.length / categories;
    long mask = mask(categories);
    int end = DOUBLES.loopBound(n);
    long[] own = new long[categories * LANES];
    long[] behind = new long[categories * LANES];
    for (int i = 0; i < end; i += LANES) {
      LongVector least = LongVector.broadcast(LONGS, Long.MAX_VALUE);
      for (int k = categories - 1; k >= 0; k--) {
        LongVector product = own(noise, inverse, k * n + i, mask, k);
        product.intoArray(own, k * LANES);
        least.intoArray(behind, k * LANES);
        least = least.min(product);
      }
      swaps(noise, inverse, i, own, behind, out, at + i);
    }
    ScalarKernels.swaps(noise, inverse, categories, out, at, end);
  }

  private static void swaps(
      double[] noise, double[] inverse, int i, long[] own, long[] behind, double[] out, int at) {
    int categories = own.length / LANES;
    int n = noise.length / categories;
    long mask = mask(categories);
    LongVector beforeM = LongVector.broadcast(LONGS, Long.MAX_VALUE);
    for (int m = 0; m < categories - 1; m++) {
      DoubleVector noiseM = DoubleVector.fromArray(DOUBLES, noise, m * n + i);
      DoubleVector inverseM = DoubleVector.fromArray(DOUBLES, inverse, m * n + i);
      LongVector before = beforeM;
      for (int j = m + 1; j < categories; j++) {
        DoubleVector movedJ = DoubleVector.fromArray(DOUBLES, noise, j * n + i).mul(inverseM);
        DoubleVector movedM = DoubleVector.fromArray(DOUBLES, inverse, j * n + i).mul(noiseM);
        LongVector swapped = tagged(movedJ, mask, m).min(tagged(movedM, mask, j));
        LongVector others = before.min(LongVector.fromArray(LONGS, behind, j * LANES));
        category(others.min(swapped), mask).intoArray(out, at);
        before = before.min(LongVector.fromArray(LONGS, own, j * LANES));
        at += n;
      }
      beforeM = beforeM.min(LongVector.fromArray(LONGS, own, m * LANES));
    }
  }

  @Override
  public void products(double[] matrices, double[] columns, int k, double[] out) {
    int n = columns.length / k;
    int contexts = matrices.length / (k * k);
    int size = n / contexts;
    int row = Math.max(k, LANES);
    for (int c = 0; c < contexts; c++) {
      int matrix = c * k * k;
      int v = c * size;
      int last = matrix + (k - 1) * k + row <= matrices.length ? (c + 1) * size - 4 : -1;
      for (; v <= last && (v + 3) * k + row <= out.length; v += 4) {
        four(matrices, matrix, columns, k, v, out);
      }
      ScalarKernels.products(matrices, columns, k, out, v, (c + 1) * size);
    }
  }

  /**
   * Multiplies the columns of four variables, so that each row of the matrix is read once for them.
   *
   * <p>If there are fewer categories than lanes, the lanes beyond the last category hold the
   * beginning of the next row; the next variable overwrites them.
   */
  private static void four(
      double[] matrices, int matrix, double[] columns, int k, int v, double[] out) {
    int n = columns.length / k;
    for (int block = 0; block < k; block += LANES) {
      int m = Math.max(0, Math.min(block, k - LANES));
      DoubleVector sum0 = DoubleVector.zero(DOUBLES);
      DoubleVector sum1 = DoubleVector.zero(DOUBLES);
      DoubleVector sum2 = DoubleVector.zero(DOUBLES);
      DoubleVector sum3 = DoubleVector.zero(DOUBLES);
      for (int j = 0; j < k; j++) {
        DoubleVector row = DoubleVector.fromArray(DOUBLES, matrices, matrix + j * k + m);
        int at = j * n + v;
        sum0 = row.fma(DoubleVector.broadcast(DOUBLES, columns[at]), sum0);
        sum1 = row.fma(DoubleVector.broadcast(DOUBLES, columns[at + 1]), sum1);
        sum2 = row.fma(DoubleVector.broadcast(DOUBLES, columns[at + 2]), sum2);
        sum3 = row.fma(DoubleVector.broadcast(DOUBLES, columns[at + 3]), sum3);
      }
      sum0.intoArray(out, v * k + m);
      sum1.intoArray(out, (v + 1) * k + m);
      sum2.intoArray(out, (v + 2) * k + m);
      sum3.intoArray(out, (v + 3) * k + m);
    }
  }
}
