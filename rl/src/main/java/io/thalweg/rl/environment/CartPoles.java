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
 * Free of calls and branches, the loop over the copies becomes vector instructions.
 */
public final class CartPoles implements Batch {

  private final int copies;
  private final double[] place;
  private final double[] speed;
  private final double[] angle;
  private final double[] turning;
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
    terminated[copy] = false;
    System.arraycopy(start, 0, observations, 4 * copy, 4);
  }

  @Override
  public void step(double[] actions) {
    requireActions(actions);
    for (int i = 0; i < copies; i++) {
      // An episode that has ended stands still, so that its numbers stay small.
      double moves = terminated[i] ? 0 : 1;
      double force = CartPole.FORCE * (2 * actions[i] - 1);
      double sin = sin(angle[i]);
      double cos = cos(angle[i]);
      double m = (force + CartPole.LEVER * turning[i] * turning[i] * sin) / CartPole.TOTAL;
      double spin =
          (CartPole.GRAVITY * sin - cos * m)
              / (CartPole.HALF_LENGTH * (4.0 / 3 - CartPole.POLE * cos * cos / CartPole.TOTAL));
      double push = m - CartPole.LEVER * spin * cos / CartPole.TOTAL;
      double seconds = moves * CartPole.SECONDS;
      place[i] += seconds * speed[i];
      speed[i] += seconds * push;
      angle[i] += seconds * turning[i];
      turning[i] += seconds * spin;
    }
    for (int i = 0; i < copies; i++) {
      terminated[i] |=
          Math.abs(place[i]) > CartPole.FARTHEST || Math.abs(angle[i]) > CartPole.STEEPEST;
      observations[4 * i] = place[i];
      observations[4 * i + 1] = speed[i];
      observations[4 * i + 2] = angle[i];
      observations[4 * i + 3] = turning[i];
    }
  }

  private void requireActions(double[] actions) {
    Require.length("the array of actions", actions, copies);
    boolean fits = true;
    for (int i = 0; i < copies; i++) {
      fits &= actions[i] == 0 || actions[i] == 1;
    }
    for (int i = 0; !fits && i < copies; i++) {
      CartPole.SPACE.requireAction(new double[] {actions[i]});
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
