package io.thalweg.support;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitMixTest {

  @Test
  void numbersAreThoseOfTheJdk() {
    SplittableRandom jdk = new SplittableRandom(123);
    SplitMix own = new SplitMix(123);
    for (int n = 0; n < 1_000; n++) {
      assertEquals(jdk.nextLong(), own.nextLong());
      assertEquals(jdk.nextInt(), own.nextInt());
      assertEquals(jdk.nextDouble(), own.nextDouble());
      assertEquals(jdk.nextInt(10), own.nextInt(10));
      assertEquals(jdk.nextGaussian(), own.nextGaussian());
    }
  }

  /** Enough of them to meet increments that had too few changes from bit to bit. */
  @Test
  void generatorsSplitOffAreThoseOfTheJdk() {
    SplittableRandom jdk = new SplittableRandom(5);
    SplitMix own = new SplitMix(5);
    for (int n = 0; n < 1_000; n++) {
      assertEquals(jdk.split().nextLong(), own.split().nextLong());
    }
    jdk = jdk.split();
    own = own.split();
    assertEquals(jdk.split().nextLong(), own.split().nextLong());
  }

  @Test
  void manyNumbersAtOnceAreThoseThatComeOneByOne() {
    SplittableRandom jdk = new SplittableRandom(9);
    SplitMix own = new SplitMix(9);
    for (int count : new int[] {1, 8, 0, 13, 100}) {
      double[] expected = IntStream.range(0, count).mapToDouble(i -> Uniforms.open(jdk)).toArray();
      assertArrayEquals(expected, Uniforms.open(own, count));
    }
    double[] thresholds = {0.1, 0.9, 0.5, 0.3, 0.2, 0.6, 0.7, 0.8, 0.4};
    assertArrayEquals(Uniforms.exceed(jdk, thresholds, 27), Uniforms.exceed(own, thresholds, 27));
    assertEquals(jdk.nextLong(), own.nextLong());
  }
}
