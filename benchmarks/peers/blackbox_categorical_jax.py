"""Estimates for 200 contexts of 20 variables of 10 categories in JAX, each compiled whole."""

import jax
import jax.numpy as jnp
import numpy as np

import timing

CONTEXTS, VARIABLES, CATEGORIES, TARGET = 200, 20, 10, 0.499

settings = timing.options()
key, draw, entries = jax.random.split(jax.random.key(settings.seed), 3)
logits = jax.random.normal(draw, (CONTEXTS, VARIABLES, CATEGORIES))
table = jax.random.normal(entries, (VARIABLES, CATEGORIES))
first, second = np.triu_indices(CATEGORIES, k=1)
pairs = np.arange(len(first))
swaps = np.tile(np.arange(CATEGORIES), (len(first) + 1, 1))
swaps[pairs, first], swaps[pairs, second] = second, first
pair_of = np.full((CATEGORIES, CATEGORIES), len(first))
pair_of[first, second] = pair_of[second, first] = pairs


def f(z):
    return jnp.square(table[jnp.arange(VARIABLES), z] - TARGET).mean(axis=-1)


def rloo(key, logits):
    z = jax.random.categorical(key, logits, shape=(2, CONTEXTS, VARIABLES))
    values = f(z)
    hot = jax.nn.one_hot(z, CATEGORIES)
    return (0.5 * (values[0] - values[1]))[:, None, None] * (hot[0] - hot[1])


def arsm(key, logits):
    noise = jax.random.exponential(key, logits.shape)
    w = noise / noise.sum(axis=-1, keepdims=True)
    z = (jnp.log(w)[..., swaps] - logits[..., None, :]).argmin(axis=-1)
    values = f(jnp.moveaxis(z, -1, 0))[pair_of]
    centred = values - values.mean(axis=0)
    return jnp.einsum("mjc,cvj->cvm", centred, 1 / CATEGORIES - w)


for estimator in (rloo, arsm):

    @jax.jit
    def compiled(key, logits):
        following, now = jax.random.split(key)
        return following, estimator(now, logits)

    state = [key]

    def call():
        state[0], gradient = compiled(state[0], logits)
        gradient.block_until_ready()

    timing.report(
        "blackbox_categorical", "jax", jax.__version__, estimator.__name__, None, call, settings
    )
