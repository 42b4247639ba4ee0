package io.thalweg.rl.environment;

import java.util.random.RandomGenerator;
import org.jbox2d.callbacks.ContactImpulse;
import org.jbox2d.callbacks.ContactListener;
import org.jbox2d.collision.Manifold;
import org.jbox2d.collision.shapes.EdgeShape;
import org.jbox2d.collision.shapes.PolygonShape;
import org.jbox2d.common.Vec2;
import org.jbox2d.dynamics.Body;
import org.jbox2d.dynamics.BodyDef;
import org.jbox2d.dynamics.BodyType;
import org.jbox2d.dynamics.FixtureDef;
import org.jbox2d.dynamics.World;
import org.jbox2d.dynamics.contacts.Contact;
import org.jbox2d.dynamics.joints.RevoluteJointDef;

/** The bodies of {@link LunarLander}: the ground, and a craft with two legs on springs. */
final class LandingSite {

  static final float SCALE = 30;
  static final float WIDTH = 600 / SCALE;
  static final float HEIGHT = 400 / SCALE;
  static final float PAD = HEIGHT / 4;
  static final float LEG_DOWN = 18 / SCALE;

  private static final int CHUNKS = 11;
  private static final double SMOOTHING = 0.33;
  private static final double PUSH = 1000;
  private static final float GRAVITY = -10;
  private static final float FRICTION = 0.1f;
  private static final float LEG_AWAY = 20 / SCALE;
  private static final float LEG_ANGLE = 0.05f;
  private static final float SPRING_TORQUE = 40;
  private static final float SPRING_SPEED = 0.3f;
  private static final float WIDEST = 0.9f;
  private static final float PLAY = 0.5f;
  private static final int HULL = 0x10;
  private static final int LEG = 0x20;
  private static final int GROUND = 0x1;
  private static final int VELOCITY_ROUNDS = 180;
  private static final int POSITION_ROUNDS = 60;
  private static final float[][] OUTLINE = {
    {-14, 17}, {-17, 0}, {-17, -10}, {17, -10}, {17, 0}, {14, 17}
  };

  private final World world = new World(new Vec2(0, GRAVITY));
  private final Body craft;
  private final Body[] legs = new Body[2];
  private final boolean[] stands = new boolean[2];
  private final Vec2[] hills = new Vec2[CHUNKS];
  private boolean crashed;

  /** Makes a site with random hills, and a craft above it that has been pushed at random. */
  LandingSite(RandomGenerator random) {
    world.setContactListener(new Feelers());
    makeGround(random);
    craft = world.createBody(body(WIDTH / 2, 0));
    PolygonShape hull = new PolygonShape();
    Vec2[] corners = new Vec2[OUTLINE.length];
    for (int i = 0; i < corners.length; i++) {
      corners[i] = new Vec2(OUTLINE[i][0] / SCALE, OUTLINE[i][1] / SCALE);
    }
    hull.set(corners, corners.length);
    craft.createFixture(fixture(hull, 5, FRICTION, HULL));
    craft.applyForceToCenter(
        new Vec2((float) random.nextDouble(-PUSH, PUSH), (float) random.nextDouble(-PUSH, PUSH)));
    legs[0] = leg(-1);
    legs[1] = leg(1);
  }

  private void makeGround(RandomGenerator random) {
    double[] heights = new double[CHUNKS + 1];
    for (int i = 0; i < heights.length; i++) {
      heights[i] = random.nextDouble(0, HEIGHT / 2);
    }
    for (int i = CHUNKS / 2 - 2; i <= CHUNKS / 2 + 2; i++) {
      heights[i] = PAD;
    }
    Body ground = world.createBody(new BodyDef());
    ground.createFixture(edge(new Vec2(0, 0), new Vec2(WIDTH, 0)), 0);
    for (int i = 0; i < CHUNKS; i++) {
      hills[i] = corner(heights, i);
    }
    for (int i = 0; i + 1 < CHUNKS; i++) {
      FixtureDef hill = new FixtureDef();
      hill.shape = edge(hills[i], hills[i + 1]);
      hill.friction = FRICTION;
      ground.createFixture(hill);
    }
  }

  /** The corner of the ground at an index; the height before the first one is the last one. */
  private static Vec2 corner(double[] heights, int i) {
    double before = heights[i == 0 ? heights.length - 1 : i - 1];
    double height = SMOOTHING * (before + heights[i] + heights[i + 1]);
    return new Vec2(WIDTH / (CHUNKS - 1) * i, (float) height);
  }

  private static EdgeShape edge(Vec2 from, Vec2 to) {
    EdgeShape edge = new EdgeShape();
    edge.set(from, to);
    return edge;
  }

  private static BodyDef body(float x, float angle) {
    BodyDef body = new BodyDef();
    body.type = BodyType.DYNAMIC;
    body.position.set(x, HEIGHT);
    body.angle = angle;
    return body;
  }

  private static FixtureDef fixture(
      PolygonShape shape, float density, float friction, int category) {
    FixtureDef fixture = new FixtureDef();
    fixture.shape = shape;
    fixture.density = density;
    fixture.friction = friction;
    fixture.filter.categoryBits = category;
    fixture.filter.maskBits = GROUND;
    return fixture;
  }

  /** Makes the leg at a side, -1 or 1, which a motor presses against the end of its play. */
  private Body leg(int side) {
    Body leg = world.createBody(body(WIDTH / 2 - side * LEG_AWAY, side * LEG_ANGLE));
    PolygonShape box = new PolygonShape();
    box.setAsBox(2 / SCALE, 8 / SCALE);
    leg.createFixture(fixture(box, 1, new FixtureDef().friction, LEG));
    RevoluteJointDef joint = new RevoluteJointDef();
    joint.bodyA = craft;
    joint.bodyB = leg;
    joint.localAnchorA.set(0, 0);
    joint.localAnchorB.set(side * LEG_AWAY, LEG_DOWN);
    // The Python binding of the original sets this where a program does not.
    joint.referenceAngle = side * LEG_ANGLE;
    joint.enableMotor = true;
    joint.enableLimit = true;
    joint.maxMotorTorque = SPRING_TORQUE;
    joint.motorSpeed = side * SPRING_SPEED;
    joint.lowerAngle = side < 0 ? WIDEST - PLAY : -WIDEST;
    joint.upperAngle = joint.lowerAngle + PLAY;
    world.createJoint(joint);
    return leg;
  }

  /** Notices what touches the ground. */
  private final class Feelers implements ContactListener {

    @Override
    public void beginContact(Contact contact) {
      crashed |= touches(contact, craft);
      note(contact, true);
    }

    @Override
    public void endContact(Contact contact) {
      note(contact, false);
    }

    private void note(Contact contact, boolean touches) {
      for (int i = 0; i < legs.length; i++) {
        if (touches(contact, legs[i])) {
          stands[i] = touches;
        }
      }
    }

    private boolean touches(Contact contact, Body body) {
      return contact.getFixtureA().getBody() == body || contact.getFixtureB().getBody() == body;
    }

    @Override
    public void preSolve(Contact contact, Manifold before) {}

    @Override
    public void postSolve(Contact contact, ContactImpulse impulse) {}
  }

  void push(Vec2 impulse, Vec2 at) {
    craft.applyLinearImpulse(impulse, at);
  }

  void advance(float seconds) {
    world.step(seconds, VELOCITY_ROUNDS, POSITION_ROUNDS);
  }

  /** The corners of the ground, from left to right. */
  Vec2[] hills() {
    return hills;
  }

  Vec2 place() {
    return craft.getPosition();
  }

  Vec2 speed() {
    return craft.getLinearVelocity();
  }

  double angle() {
    return craft.getAngle();
  }

  double turning() {
    return craft.getAngularVelocity();
  }

  boolean stands(int leg) {
    return stands[leg];
  }

  boolean hasCrashed() {
    return crashed;
  }

  boolean isAwake() {
    return craft.isAwake();
  }
}
