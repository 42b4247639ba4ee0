package io.thalweg.internal.kernel;

import static io.thalweg.internal.kernel.Elementary.*;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** As many numbers at once as the machine has lanes; what is left over, one after the other. */
final class SimdKernels implements Kernels {

  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Long> LONGS = DOUBLES.withLanes(long.class);
  private static final int LANES = DOUBLES.length();
  // Products of longs are an instruction of 512-bit machines only.
  private static final boolean MULTIPLIES_LONGS = LANES >= 8;

  @Override
  public void uniforms(long seed, long gamma, double[] out) {
    int end = MULTIPLIES_LONGS ? DOUBLES.loopBound(out.length) : 0;
    LongVector state = LongVector.zero(LONGS).addIndex(1).add(1).mul(gamma).add(seed);
    for (int i = 0; i < end; i += LANES) {
      LongVector y = mixed(state, 30).mul(MIX1);
      LongVector bits = mixed(mixed(y, 27).mul(MIX2), 31);
      LongVector fraction = bits.lanewise(VectorOperators.LSHR, 12).or(ONE);
      fraction.reinterpretAsDoubles().sub(BELOW_ONE).intoArray(out, i);
      state = state.add(LANES * gamma);
    }
    ScalarKernels.uniforms(seed, gamma, out, end);
  }

  private static LongVector mixed(LongVector z, int shift) {
    return z.lanewise(VectorOperators.XOR, z.lanewise(VectorOperators.LSHR, shift));
  }

  @Override
  public void sigmoid(double[] x, double[] p, double[] complement) {
    int end = DOUBLES.loopBound(x.length);
    for (int i = 0; i < end; i += LANES) {
      DoubleVector logit = DoubleVector.fromArray(DOUBLES, x, i);
      DoubleVector e = exp(logit.abs().neg());
      DoubleVector larger = DoubleVector.broadcast(DOUBLES, 1).div(e.add(1));
      DoubleVector smaller = e.mul(larger);
      VectorMask<Double> negative = logit.lt(0);
      larger.blend(smaller, negative).intoArray(p, i);
      smaller.blend(larger, negative).intoArray(complement, i);
    }
    ScalarKernels.sigmoid(x, p, complement, end);
  }

  private static DoubleVector exp(DoubleVector x) {
    DoubleVector in = x.blend(LEAST, x.lt(LEAST));
    DoubleVector shifted = fma(in, LOG2_E, ROUND);
    DoubleVector q = tail(in, shifted.sub(ROUND));
    DoubleVector power = power(shifted.reinterpretAsLongs().sub(ROUND_BITS - LIFT_BITS));
    return power.fma(q, power).mul(DROP);
  }

  private static DoubleVector tail(DoubleVector x, DoubleVector n) {
    DoubleVector minus = n.neg();
    DoubleVector high = minus.fma(DoubleVector.broadcast(DOUBLES, LOG_2_HIGH), x);
    DoubleVector r = minus.fma(DoubleVector.broadcast(DOUBLES, LOG_2_LOW), high);
    DoubleVector r2 = r.mul(r);
    DoubleVector r4 = r2.mul(r2);
    DoubleVector first = fma(r, E5, E4).fma(r2, fma(r, E3, E2));
    DoubleVector second = fma(r, E9, E8).fma(r2, fma(r, E7, E6));
    DoubleVector third = fma(r, E13, E12).fma(r2, fma(r, E11, E10));
    return r2.fma(third.fma(r4, second).fma(r4, first), r);
  }

  private static DoubleVector fma(DoubleVector a, double b, double c) {
    return a.fma(DoubleVector.broadcast(DOUBLES, b), DoubleVector.broadcast(DOUBLES, c));
  }

  private static DoubleVector power(LongVector n) {
    return n.add(BIAS).lanewise(VectorOperators.LSHL, FRACTION_BITS).reinterpretAsDoubles();
  }

  @Override
  public void bernoulli(double[] u, double[] p, double[] b) {
    int end = DOUBLES.loopBound(p.length);
    for (int row = 0; row < b.length; row += p.length) {
      for (int i = 0; i < end; i += LANES) {
        DoubleVector least = complement(p, i);
        ones(DoubleVector.fromArray(DOUBLES, u, row + i).compare(VectorOperators.GT, least))
            .intoArray(b, row + i);
      }
      ScalarKernels.bernoulli(u, p, b, row, end);
    }
  }

  @Override
  public void antithetic(double[] u, double[] p, double[] pair) {
    int end = DOUBLES.loopBound(p.length);
    for (int i = 0; i < end; i += LANES) {
      DoubleVector uniform = DoubleVector.fromArray(DOUBLES, u, i);
      ones(uniform.compare(VectorOperators.GT, complement(p, i))).intoArray(pair, i);
      ones(uniform.lt(DoubleVector.fromArray(DOUBLES, p, i))).intoArray(pair, p.length + i);
    }
    ScalarKernels.antithetic(u, p, pair, end);
  }

  private static DoubleVector complement(double[] p, int i) {
    return DoubleVector.broadcast(DOUBLES, 1).sub(DoubleVector.fromArray(DOUBLES, p, i));
  }

  private static DoubleVector ones(VectorMask<Double> where) {
    return DoubleVector.zero(DOUBLES).blend(1, where);
  }

  @Override
  public void log(double[] x, double[] out) {
    int end = DOUBLES.loopBound(x.length);
    for (int i = 0; i < end; i += LANES) {
      log(DoubleVector.fromArray(DOUBLES, x, i)).intoArray(out, i);
    }
    ScalarKernels.log(x, out, end);
  }

  private static DoubleVector log(DoubleVector x) {
    VectorMask<Double> tiny = x.lt(Double.MIN_NORMAL);
    LongVector bits = x.blend(x.mul(LIFT), tiny).reinterpretAsLongs();
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
    count = count.sub(DoubleVector.zero(DOUBLES).blend(LIFT_BITS, tiny));
    DoubleVector correction = s.fma(sum.fma(s2, half), count.mul(LOG_2_LOW));
    return count.fma(DoubleVector.broadcast(DOUBLES, LOG_2_HIGH), f.sub(half.sub(correction)));
  }

  @Override
  public void tanh(double[] x, double[] out) {
    int end = DOUBLES.loopBound(x.length);
    for (int i = 0; i < end; i += LANES) {
      tanh(DoubleVector.fromArray(DOUBLES, x, i)).intoArray(out, i);
    }
    ScalarKernels.tanh(x, out, end);
  }

  private static DoubleVector tanh(DoubleVector x) {
    DoubleVector magnitude = x.abs();
    DoubleVector in = magnitude.blend(FLAT, magnitude.compare(VectorOperators.GT, FLAT)).mul(-2);
    DoubleVector shifted = fma(in, LOG2_E, ROUND);
    DoubleVector q = tail(in, shifted.sub(ROUND));
    DoubleVector power = power(shifted.reinterpretAsLongs().sub(ROUND_BITS));
    DoubleVector t = power.fma(q, power.sub(1));
    LongVector positive = t.div(t.add(2)).abs().reinterpretAsLongs();
    return positive.or(x.reinterpretAsLongs().and(Long.MIN_VALUE)).reinterpretAsDoubles();
  }
}
