package io.thalweg.rl.environment;

import io.thalweg.rl.Batch;
import io.thalweg.rl.Space;
import io.thalweg.support.Require;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Copies of {@link CartPole} that step side by side in arrays.
 *
 * <p>While an episode lasts, a pole leans by less than half a radian before and after a step. There
 * sine and cosine are Taylor polynomials of the degrees 15 and 16, whose errors are below 1e-17.
 * Each quantity has a loop of its own: of a loop with one result and no branch the compiler makes
 * vector instructions, of one with several results it does not.
 */
public final class CartPoles implements Batch {

  private final int copies;
  private final double[] place;
  private final double[] speed;
  private final double[] angle;
  private final double[] turning;
  // The length of a step: 0 after the end of an episode, so that its numbers stay small.
  private final double[] seconds;
  private final double[] sin;
  private final double[] cos;
  private final double[] push;
  private final double[] spin;
  private final double[] observations;
  private final double[] rewards;
  private final boolean[] terminated;

  /**
   * Makes copies in which no episode has begun.
   *
   * @throws IllegalArgumentException if there is none
   */
  public CartPoles(int copies) {
    this.copies = Require.atLeast(1, "the number of copies", copies);
    this.place = new double[copies];
    this.speed = new double[copies];
    this.angle = new double[copies];
    this.turning = new double[copies];
    this.seconds = new double[copies];
    this.sin = new double[copies];
    this.cos = new double[copies];
    this.push = new double[copies];
    this.spin = new double[copies];
    this.observations = new double[4 * copies];
    this.rewards = new double[copies];
    this.terminated = new boolean[copies];
    Arrays.fill(terminated, true);
    Arrays.fill(rewards, 1);
  }

  @Override
  public Space space() {
    return CartPole.SPACE;
  }

  @Override
  public int copies() {
    return copies;
  }

  @Override
  public void reset(int copy, RandomGenerator random) {
    double[] start = ClassicControl.around(0.05, 4, random);
    place[copy] = start[0];
    speed[copy] = start[1];
    angle[copy] = start[2];
    turning[copy] = start[3];
    seconds[copy] = CartPole.SECONDS;
    terminated[copy] = false;
    System.arraycopy(start, 0, observations, 4 * copy, 4);
  }

  @Override
  public void step(double[] actions) {
    requireActions(actions);
    accelerate(actions);
    advance(place, speed);
    advance(speed, push);
    advance(angle, turning);
    advance(turning, spin);
    show();
  }

  private void requireActions(double[] actions) {
    Require.length("the array of actions", actions, copies);
    double misfit = 0;
    for (int i = 0; i < copies; i++) {
      misfit = Math.max(misfit, Math.abs(actions[i] * (actions[i] - 1)));
    }
    for (int i = 0; misfit != 0 && i < copies; i++) {
      CartPole.SPACE.requireAction(new double[] {actions[i]});
    }
  }

  private void accelerate(double[] actions) {
    for (int i = 0; i < copies; i++) {
      sin[i] = sin(angle[i]);
    }
    for (int i = 0; i < copies; i++) {
      cos[i] = cos(angle[i]);
    }
    for (int i = 0; i < copies; i++) {
      double force = CartPole.FORCE * (2 * actions[i] - 1);
      push[i] = (force + CartPole.LEVER * turning[i] * turning[i] * sin[i]) / CartPole.TOTAL;
    }
    for (int i = 0; i < copies; i++) {
      spin[i] =
          (CartPole.GRAVITY * sin[i] - cos[i] * push[i])
              / (CartPole.HALF_LENGTH
                  * (4.0 / 3 - CartPole.POLE * cos[i] * cos[i] / CartPole.TOTAL));
    }
    for (int i = 0; i < copies; i++) {
      push[i] -= CartPole.LEVER * spin[i] * cos[i] / CartPole.TOTAL;
    }
  }

  private void advance(double[] x, double[] slope) {
    for (int i = 0; i < copies; i++) {
      x[i] += seconds[i] * slope[i];
    }
  }

  private void show() {
    for (int i = 0; i < copies; i++) {
      terminated[i] |=
          Math.abs(place[i]) > CartPole.FARTHEST || Math.abs(angle[i]) > CartPole.STEEPEST;
      seconds[i] = terminated[i] ? 0 : CartPole.SECONDS;
      observations[4 * i] = place[i];
      observations[4 * i + 1] = speed[i];
      observations[4 * i + 2] = angle[i];
      observations[4 * i + 3] = turning[i];
    }
  }

  static double sin(double x) {
    double y = x * x;
    return x
        * (1
            - y
                * (1.0 / 6)
                * (1
                    - y
                        * (1.0 / 20)
                        * (1
                            - y
                                * (1.0 / 42)
                                * (1
                                    - y
                                        * (1.0 / 72)
                                        * (1
                                            - y
                                                * (1.0 / 110)
                                                * (1
                                                    - y * (1.0 / 156) * (1 - y * (1.0 / 210))))))));
  }

  static double cos(double x) {
    double y = x * x;
    return 1
        - y
            * (1.0 / 2)
            * (1
                - y
                    * (1.0 / 12)
                    * (1
                        - y
                            * (1.0 / 30)
                            * (1
                                - y
                                    * (1.0 / 56)
                                    * (1
                                        - y
                                            * (1.0 / 90)
                                            * (1
                                                - y
                                                    * (1.0 / 132)
                                                    * (1
                                                        - y
                                                            * (1.0 / 182)
                                                            * (1 - y * (1.0 / 240))))))));
  }

  @Override
  public double[] observations() {
    return observations;
  }

  @Override
  public double[] rewards() {
    return rewards;
  }

  @Override
  public boolean[] terminated() {
    return terminated;
  }
}
