package io.thalweg.examples;

import io.thalweg.distribution.Exponential;
import io.thalweg.simulation.Input;
import io.thalweg.simulation.Inputs;
import io.thalweg.support.Uniforms;
import io.thalweg.tune.Sensitivities;
import io.thalweg.tune.Sensitivity;
import java.util.random.RandomGenerator;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import umontreal.ssj.randvar.ExponentialGen;
import umontreal.ssj.rng.MRG32k3a;
import umontreal.ssj.rng.RandomStream;
import umontreal.ssj.rng.RandomStreamBase;

/**
 * Takes random numbers from streams of Commons RNG and of SSJ, and gives libraries those of a run.
 *
 * <p>All that Thalweg asks of a generator is {@link RandomGenerator#nextLong}, of which every draw
 * of a law is made. A simulator that calls a library needs the other direction: {@code in.noise()}
 * as a stream of that library, so that a run repeats.
 */
public final class Example26BringYourStreams {

  private static final Input GAPS = Input.of("gaps", Exponential.of(1.0));

  private Example26BringYourStreams() {}

  /** A source of Commons RNG, bit for bit. */
  static RandomGenerator generator(UniformRandomProvider source) {
    return source::nextLong;
  }

  /** A stream of SSJ: the same numbers of (0, 1), and whole ones of 32 bits from each of two. */
  static RandomGenerator generator(RandomStream stream) {
    return new RandomGenerator() {
      @Override
      public long nextLong() {
        long high = (long) (stream.nextDouble() * 0x1p32);
        return (high << 32) | (long) (stream.nextDouble() * 0x1p32);
      }

      @Override
      public double nextDouble() {
        return stream.nextDouble();
      }
    };
  }

  /** A generator as a source of Commons RNG, bit for bit. */
  static UniformRandomProvider source(RandomGenerator random) {
    return random::nextLong;
  }

  /** A generator as a stream of SSJ, which cannot go back. */
  static RandomStream stream(RandomGenerator random) {
    return new Stream(random);
  }

  private static final class Stream extends RandomStreamBase {
    private static final long serialVersionUID = 1L;
    private final transient RandomGenerator random;

    Stream(RandomGenerator random) {
      this.random = random;
    }

    @Override
    protected double nextValue() {
      return Uniforms.open(random);
    }

    @Override
    public void resetStartStream() {
      throw new UnsupportedOperationException("the stream of a run cannot go back");
    }

    @Override
    public void resetStartSubstream() {
      resetStartStream();
    }

    @Override
    public void resetNextSubstream() {
      resetStartStream();
    }

    @Override
    public String toString() {
      return "a stream of " + random;
    }
  }

  /**
   * The first of 100 customers waits for nobody; services are drawn by SSJ from the run's noise.
   */
  static void simulate(Inputs in) {
    RandomStream services = stream(in.noise());
    double wait = 0;
    for (int customer = 0; customer < 100; customer++) {
      in.cost(wait / 100);
      double service = ExponentialGen.nextDouble(services, 2.0);
      wait = Math.max(0, wait + service - in.draw(GAPS));
    }
  }

  /** Asks how the mean wait moves with the rate of arrivals. */
  static Sensitivities sensitivities(long runs) {
    return Sensitivity.of(Example26BringYourStreams::simulate, GAPS).orRuns(runs).run();
  }

  /** Prints draws from both libraries, and the sensitivities. */
  public static void main(String[] args) {
    var law = Exponential.of(1.0);
    var commons = generator(RandomSource.XO_RO_SHI_RO_128_PP.create(42));
    var ssj = generator(new MRG32k3a());
    System.out.println(law.sample(1, commons).value(0)[0] + " by Commons RNG");
    System.out.println(law.sample(1, ssj).value(0)[0] + " by SSJ");
    System.out.println(sensitivities(2_000));
  }
}
