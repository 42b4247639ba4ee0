"""Steps of RELAX on one Bernoulli variable in JAX: a compiled call a step, and 1,000 in a scan."""

import jax
import jax.numpy as jnp
import optax

import timing

TARGET, HIDDEN, RATE, MANY = 0.499, 10, 0.01, 1000

settings = timing.options()
key, first, second = jax.random.split(jax.random.key(settings.seed), 3)
adam = optax.adam(RATE)


def glorot(key, inputs, outputs, shape):
    bound = (6 / (inputs + outputs)) ** 0.5
    return jax.random.uniform(key, shape, minval=-bound, maxval=bound)


start = {
    "theta": jnp.zeros(()),
    "hidden": glorot(first, 1, HIDDEN, (HIDDEN,)),
    "shift": jnp.zeros(HIDDEN),
    "out": glorot(second, HIDDEN, 1, (HIDDEN,)),
    "bias": jnp.zeros(()),
}


def surrogate(weights, z):
    return weights["out"] @ jnp.tanh(weights["hidden"] * z + weights["shift"]) + weights["bias"]


def logit(u):
    return jnp.log(u) - jnp.log1p(-u)


def estimate(weights, theta, u, v):
    p = jax.nn.sigmoid(theta)
    b = (theta + logit(u) > 0).astype(jnp.float32)

    def given_b(theta):
        p = jax.nn.sigmoid(theta)
        return theta + logit(jnp.where(b > 0, 1 - p + v * p, v * (1 - p)))

    slope = jax.grad(lambda theta: surrogate(weights, theta + logit(u)))(theta)
    c, conditional = jax.value_and_grad(lambda theta: surrogate(weights, given_b(theta)))(theta)
    return ((b - TARGET) ** 2 - c) * (b - p) + slope - conditional


def step(state, _=None):
    key, parameters, moments = state
    key, draw = jax.random.split(key)
    u, v = jax.random.uniform(draw, (2,), minval=jnp.finfo(jnp.float32).tiny)

    def square(weights):
        g = estimate(weights, parameters["theta"], u, v)
        return g**2, g

    gradient, g = jax.grad(square, has_aux=True)(parameters)
    updates, moments = adam.update({**gradient, "theta": g}, moments)
    return (key, optax.apply_updates(parameters, updates), moments), None


def caller(function):
    compiled = jax.jit(function)
    state = [(key, start, adam.init(start))]

    def call():
        state[0] = jax.block_until_ready(compiled(state[0]))

    return call


one = caller(lambda state: step(state)[0])
many = caller(lambda state: jax.lax.scan(step, state, length=MANY)[0])
version = jax.__version__
timing.report("toy_relax", "jax", version, "relax, a step a call", None, one, settings)
timing.report(
    "toy_relax", "jax", version, "relax, 1000 steps a call", None, many, settings, steps=MANY
)
