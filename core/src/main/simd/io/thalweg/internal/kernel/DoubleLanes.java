package io.thalweg.internal.kernel;

import static io.thalweg.internal.kernel.Elementary.*;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Functions of one vector of doubles, from which {@link SimdKernels} makes its loops. */
final class DoubleLanes {

  static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  static final VectorSpecies<Long> LONGS = DOUBLES.withLanes(long.class);
  static final int LANES = DOUBLES.length();
  // The bits of 2^52, the double whose low bits count.
  private static final long WHOLE = 0x4330000000000000L;

  private DoubleLanes() {}

  static LongVector steps(long gamma) {
    return LongVector.zero(LONGS).addIndex(1).add(1).mul(gamma);
  }

  static DoubleVector uniform(LongVector state) {
    LongVector y = mixed(state, 30).mul(MIX1);
    LongVector bits = mixed(mixed(y, 27).mul(MIX2), 31);
    LongVector fraction = bits.lanewise(VectorOperators.LSHR, 12).or(ONE);
    return fraction.reinterpretAsDoubles().sub(BELOW_ONE);
  }

  static LongVector mixed(LongVector z, int shift) {
    return z.lanewise(VectorOperators.XOR, z.lanewise(VectorOperators.LSHR, shift));
  }

  static DoubleVector within(DoubleVector x, double bound) {
    DoubleVector low = x.blend(-bound, x.lt(-bound));
    return low.blend(bound, low.compare(VectorOperators.GT, bound));
  }

  static DoubleVector remainder(DoubleVector x, DoubleVector n) {
    DoubleVector high = n.fma(DoubleVector.broadcast(DOUBLES, -LOG_2_HIGH), x);
    return n.fma(DoubleVector.broadcast(DOUBLES, -LOG_2_LOW), high);
  }

  static DoubleVector even(DoubleVector r2) {
    return fma(fma(fma(r2, A3, A2), r2, A1), r2, A0);
  }

  static DoubleVector odd(DoubleVector r2) {
    return fma(fma(r2, C2, C1), r2, C0);
  }

  static DoubleVector power(DoubleVector shifted) {
    LongVector n = shifted.reinterpretAsLongs();
    return n.add(BIAS).lanewise(VectorOperators.LSHL, FRACTION_BITS).reinterpretAsDoubles();
  }

  static DoubleVector fma(DoubleVector a, DoubleVector b, double c) {
    return a.fma(b, DoubleVector.broadcast(DOUBLES, c));
  }

  static DoubleVector fma(DoubleVector a, double b, double c) {
    return a.fma(DoubleVector.broadcast(DOUBLES, b), DoubleVector.broadcast(DOUBLES, c));
  }

  static DoubleVector ones(VectorMask<Double> where) {
    return DoubleVector.zero(DOUBLES).blend(1, where);
  }

  static DoubleVector tanh(DoubleVector x) {
    DoubleVector in = x;
    if (!x.abs().compare(VectorOperators.LE, FLAT).allTrue()) {
      in = within(x, FLAT);
    }
    in = in.mul(2);
    DoubleVector shifted = fma(in, LOG2_E, ROUND);
    DoubleVector r = remainder(in, shifted.sub(ROUND));
    DoubleVector r2 = r.mul(r);
    DoubleVector a = even(r2);
    DoubleVector c = odd(r2).mul(r);
    DoubleVector power = power(shifted);
    DoubleVector less = power.sub(1);
    DoubleVector more = power.add(1);
    return less.fma(a, more.mul(c)).div(more.fma(a, less.mul(c)));
  }

  static LongVector own(double[] noise, double[] inverse, int at, long mask, int k) {
    DoubleVector product =
        DoubleVector.fromArray(DOUBLES, noise, at)
            .mul(DoubleVector.fromArray(DOUBLES, inverse, at));
    return tagged(product, mask, k);
  }

  static LongVector tagged(DoubleVector product, long mask, int category) {
    return product.reinterpretAsLongs().and(~mask).or(category);
  }

  static DoubleVector category(LongVector tagged, long mask) {
    return tagged.and(mask).or(WHOLE).reinterpretAsDoubles().sub(0x1p52);
  }
}
