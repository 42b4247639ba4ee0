package io.thalweg.rl.environment;

import io.thalweg.rl.Environment;
import io.thalweg.rl.Space;
import io.thalweg.rl.Step;
import java.util.random.RandomGenerator;
import org.jbox2d.common.Vec2;
import org.jspecify.annotations.Nullable;

/**
 * A craft that should land softly between two flags, by its main engine and two at its sides.
 *
 * <p>Actions: nothing (0), the left engine (1), the main one (2), the right one (3). Observation:
 * place and speed in both directions, angle, angular speed, and 1 for each leg on the ground. The
 * pad is at (0, 0).
 *
 * <pre>
 *   shaping = -100 |place| - 100 |speed| - 100 |angle| + 10 for each leg on the ground
 *   reward = shaping - shaping before - 0.3 for the main engine, 0.03 for another;
 *            at the end -100 for a crash or where the craft is out of sight, 100 where it rests
 * </pre>
 *
 * <p>The engines stutter: two random numbers a step move the point and the direction of the thrust.
 * The usual limit is 1,000 steps; 200 counts as solved.
 *
 * <p>Source: the numbers are those of Gymnasium's LunarLander-v3 by Klimov, without wind, which
 * runs on Box2D 2.3; here they run on JBox2D 2.2. Flights with the same random numbers agree until
 * the first contact with the ground, where rounding decides.
 */
public final class LunarLander implements Environment {

  private static final int LEFT = 1;
  private static final int MAIN = 2;
  private static final int RIGHT = 3;
  private static final float MAIN_POWER = 13;
  private static final float SIDE_POWER = 0.6f;
  private static final float SIDE_AWAY = 12 / LandingSite.SCALE;
  private static final float SIDE_HEIGHT = 14 / LandingSite.SCALE;
  private static final float SIDE_DEPTH = 17 / LandingSite.SCALE;
  private static final float MAIN_DEPTH = 4 / LandingSite.SCALE;
  private static final float FRAMES = 50;
  private static final double MAIN_PRICE = 0.3;
  private static final double SIDE_PRICE = 0.03;
  private static final double PRIZE = 100;
  private static final double FOR_LEGS = 10;

  private static final Space SPACE = Space.discrete(8, 4);

  // Null where there is no episode.
  private @Nullable LandingSite site;
  private @Nullable RandomGenerator random;
  private double shaping;

  /** Makes an environment in which no episode has begun. */
  public LunarLander() {}

  @Override
  public Space space() {
    return SPACE;
  }

  /** Begins an episode; as in the original, a step without an engine is part of it. */
  @Override
  public double[] reset(RandomGenerator random) {
    this.random = random;
    LandingSite fresh = new LandingSite(random);
    site = fresh;
    move(fresh, 0, random);
    double[] observation = observe(fresh);
    shaping = shaping(observation);
    return observation;
  }

  @Override
  public Step step(double[] action) {
    SPACE.requireAction(action);
    if (site == null || random == null) {
      throw NoEpisode.of(this);
    }
    LandingSite here = site;
    int engine = (int) action[0];
    move(here, engine, random);
    double[] observation = observe(here);
    double before = shaping;
    shaping = shaping(observation);
    double fuel = engine == MAIN ? MAIN_PRICE : engine == 0 ? 0 : SIDE_PRICE;
    boolean rests = !here.isAwake();
    boolean lost = here.hasCrashed() || Math.abs(observation[0]) >= 1;
    if (rests || lost) {
      site = null;
      return new Step(observation, rests ? PRIZE : -PRIZE, true);
    }
    return new Step(observation, shaping - before - fuel, false);
  }

  /**
   * Returns the corners of the ground of the present episode from left to right, x and y in turn,
   * in the units of an observation; a craft that stands on the pad is at (0, 0).
   *
   * @throws IllegalStateException if no episode has begun, or it has ended
   */
  public double[] ground() {
    if (site == null) {
      throw NoEpisode.of(this);
    }
    Vec2[] corners = site.hills();
    double[] ground = new double[2 * corners.length];
    for (int i = 0; i < corners.length; i++) {
      ground[2 * i] = across(corners[i]);
      ground[2 * i + 1] = up(corners[i]);
    }
    return ground;
  }

  private static double across(Vec2 place) {
    float half = LandingSite.WIDTH / 2;
    return (place.x - half) / half;
  }

  private static double up(Vec2 place) {
    return (place.y - LandingSite.PAD - LandingSite.LEG_DOWN) / (LandingSite.HEIGHT / 2);
  }

  private static void move(LandingSite site, int engine, RandomGenerator random) {
    float along = (float) (random.nextDouble(-1, 1) / LandingSite.SCALE);
    float across = (float) (random.nextDouble(-1, 1) / LandingSite.SCALE);
    if (engine == MAIN) {
      fire(site, MAIN_DEPTH + 2 * along, across, MAIN_POWER, 0, 0);
    } else if (engine == LEFT || engine == RIGHT) {
      float side = engine == LEFT ? -SIDE_AWAY : SIDE_AWAY;
      fire(site, along, 3 * across + side, SIDE_POWER, SIDE_DEPTH, SIDE_HEIGHT);
    }
    site.advance(1 / FRAMES);
  }

  /**
   * Pushes the craft away from the exhaust.
   *
   * @param down of the exhaust, from the centre along the axis of the craft
   * @param aside of the exhaust, across the axis
   * @param depth by which the push is further left if the craft leans to the right
   * @param height by which the push is further up
   */
  private static void fire(
      LandingSite site, float down, float aside, float power, float depth, float height) {
    float sin = (float) Math.sin(site.angle());
    float cos = (float) Math.cos(site.angle());
    Vec2 exhaust = new Vec2(sin * down - cos * aside, -cos * down - sin * aside);
    Vec2 place = site.place();
    Vec2 at = new Vec2(place.x + exhaust.x - sin * depth, place.y + exhaust.y + cos * height);
    site.push(new Vec2(-exhaust.x * power, -exhaust.y * power), at);
  }

  private static double[] observe(LandingSite site) {
    float halfWidth = LandingSite.WIDTH / 2;
    float halfHeight = LandingSite.HEIGHT / 2;
    Vec2 place = site.place();
    Vec2 speed = site.speed();
    return new double[] {
      across(place),
      up(place),
      speed.x * halfWidth / FRAMES,
      speed.y * halfHeight / FRAMES,
      site.angle(),
      20 * site.turning() / FRAMES,
      site.stands(0) ? 1 : 0,
      site.stands(1) ? 1 : 0
    };
  }

  private static double shaping(double[] o) {
    return -PRIZE * (Math.hypot(o[0], o[1]) + Math.hypot(o[2], o[3]) + Math.abs(o[4]))
        + FOR_LEGS * (o[6] + o[7]);
  }
}
