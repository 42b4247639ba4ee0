"""Estimates for 100 contexts of 200 Bernoulli logits in JAX, each compiled whole."""

import jax
import jax.numpy as jnp

import timing

CONTEXTS, SIZE, TARGET = 100, 200, 0.499

settings = timing.options()
key, draw = jax.random.split(jax.random.key(settings.seed))
logits = jax.random.normal(draw, (CONTEXTS, SIZE))
given = jax.nn.sigmoid(logits)


def f(bits):
    return jnp.square(bits - TARGET).mean(axis=-1)


def reinforce(key, p):
    bits = (jax.random.uniform(key, (CONTEXTS, SIZE)) < p).astype(p.dtype)
    return f(bits)[:, None] * (bits - p)


def rloo(key, p):
    bits = (jax.random.uniform(key, (2, CONTEXTS, SIZE)) < p).astype(p.dtype)
    values = f(bits)
    return (0.5 * (values[0] - values[1]))[:, None] * (bits[0] - bits[1])


def antithetic(key, p):
    u = jax.random.uniform(key, (CONTEXTS, SIZE))
    first, second = (u > 1 - p).astype(p.dtype), (u < p).astype(p.dtype)
    return u, first, second, f(first) - f(second)


def arm(key, p):
    u, _, _, difference = antithetic(key, p)
    return difference[:, None] * (u - 0.5)


def disarm(key, p):
    _, first, second, difference = antithetic(key, p)
    return (0.5 * difference)[:, None] * (first - second) * jnp.maximum(p, 1 - p)


def caller(estimator, argument, law):
    """A call that draws anew each time: the next key is made within the compiled function."""

    @jax.jit
    def compiled(key, argument):
        following, now = jax.random.split(key)
        return following, estimator(now, law(argument))

    state = [key]

    def call():
        state[0], gradient = compiled(state[0], argument)
        gradient.block_until_ready()

    return call


for estimator in (reinforce, rloo, arm, disarm):
    name = estimator.__name__
    for variant, call in (
        (name, caller(estimator, logits, jax.nn.sigmoid)),
        (name + ", law given", caller(estimator, given, lambda p: p)),
    ):
        timing.report("blackbox_bernoulli", "jax", jax.__version__, variant, None, call, settings)
