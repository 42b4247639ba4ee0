"""Steps of copies of CartPole in JAX, many in one scan and on one core."""

import jax
import jax.numpy as jnp

import timing

GRAVITY, TOTAL, HALF_LENGTH, LEVER, FORCE, SECONDS = 9.8, 1.1, 0.5, 0.05, 10.0, 0.02
FARTHEST, STEEPEST, THOUSAND, STEPS, UNITS = 2.4, 12 * jnp.pi / 180, 1000, 256, (4, 10, 10, 2)

settings = timing.options()
timing.one_core()
root = jax.random.key(settings.seed)


def move(state, action, start):
    """One step of every copy; a copy whose episode has ended begins another."""
    place, speed, angle, turning = state
    force = FORCE * (2 * action.astype(jnp.float32) - 1)
    sin, cos = jnp.sin(angle), jnp.cos(angle)
    m = (force + LEVER * turning**2 * sin) / TOTAL
    spin = (GRAVITY * sin - cos * m) / (HALF_LENGTH * (4 / 3 - 0.1 * cos**2 / TOTAL))
    push = m - LEVER * spin * cos / TOTAL
    following = jnp.stack(
        (
            place + SECONDS * speed,
            speed + SECONDS * push,
            angle + SECONDS * turning,
            turning + SECONDS * spin,
        )
    )
    ended = (jnp.abs(following[0]) > FARTHEST) | (jnp.abs(following[2]) > STEEPEST)
    return jnp.where(ended, start, following)


def starts(key, copies):
    return jax.random.uniform(key, (4, copies), minval=-0.05, maxval=0.05)


def random_actions(copies):
    actions = jax.random.bernoulli(root, shape=(STEPS, copies)).astype(jnp.int8)

    @jax.jit
    def many(key, state):
        # Draws for every copy in every step would take most of the time: few episodes end in one.
        key, now = jax.random.split(key)
        pool = starts(now, copies + STEPS)

        def step(state, now):
            number, action = now
            start = jax.lax.dynamic_slice(pool, (0, number), (4, copies))
            return move(state, action, start), None

        state, _ = jax.lax.scan(step, state, (jnp.arange(STEPS), actions))
        return key, state

    return many


def with_policy(copies):
    keys = jax.random.split(root, len(UNITS))
    weights = [
        (6 / (inputs + outputs)) ** 0.5
        * jax.random.uniform(key, (outputs, inputs), minval=-1, maxval=1)
        for key, inputs, outputs in zip(keys, UNITS, UNITS[1:])
    ]
    biases = [jnp.zeros((outputs, 1)) for outputs in UNITS[1:]]

    @jax.jit
    def many(key, state):
        key, now, draw = jax.random.split(key, 3)
        pool = starts(now, copies + STEPS)
        uniforms = jax.random.uniform(draw, (STEPS, copies))

        def step(state, now):
            number, uniform = now
            h = state
            for layer, (w, b) in enumerate(zip(weights, biases)):
                h = w @ h + b
                h = jax.nn.relu(h) if layer + 1 < len(weights) else h
            action = uniform < jax.nn.sigmoid(h[1] - h[0])
            start = jax.lax.dynamic_slice(pool, (0, number), (4, copies))
            return move(state, action, start), None

        state, _ = jax.lax.scan(step, state, (jnp.arange(STEPS), uniforms))
        return key, state

    return many


def measure(variant, copies, make):
    many = make(copies)
    kept = [(root, starts(root, copies))]

    def call():
        kept[0] = jax.block_until_ready(many(*kept[0]))

    steps = STEPS * copies / THOUSAND
    timing.report("cartpole", "jax", jax.__version__, variant, None, call, settings, steps=steps)


for copies in (1024, 4096):
    measure(f"{copies:,} copies", copies, random_actions)
for copies in (1024, 4096):
    measure(f"{copies:,} copies, policy", copies, with_policy)
