"""Training steps of a VAE with 20 categorical latents in JAX, each compiled whole."""

import jax
import jax.numpy as jnp
import optax

import timing

PIXELS, VARIABLES, CATEGORIES, BATCH, DENSITY, DRAWS = 784, 20, 10, 200, 0.3, 4
RATE, SLOPE = 3e-4, 0.2

settings = timing.options()
root = jax.random.key(settings.seed)
adam = optax.adam(RATE)
images = (jax.random.uniform(root, (BATCH, PIXELS)) < DENSITY).astype(jnp.float32)


def dense(key, *sizes):
    layers = []
    for inputs, outputs in zip(sizes, sizes[1:]):
        key, draw = jax.random.split(key)
        bound = (6 / (inputs + outputs)) ** 0.5
        weights = jax.random.uniform(draw, (inputs, outputs), minval=-bound, maxval=bound)
        layers.append((weights, jnp.zeros(outputs)))
    return layers


def forward(layers, x):
    for weights, biases in layers[:-1]:
        x = jax.nn.leaky_relu(x @ weights + biases, SLOPE)
    weights, biases = layers[-1]
    return x @ weights + biases


def start():
    encoder, decoder = jax.random.split(root)
    model = {
        "encoder": dense(encoder, PIXELS, 512, 256, VARIABLES * CATEGORIES),
        "decoder": dense(decoder, VARIABLES * CATEGORIES, 256, 512, PIXELS),
    }
    return root, model, adam.init(model)


def bound(decoder, hot, log_q):
    logits = forward(decoder, hot.reshape(DRAWS, BATCH, VARIABLES * CATEGORIES))
    likelihood = (images * logits - jax.nn.softplus(logits)).sum(axis=-1)
    log_prior = -VARIABLES * jnp.log(CATEGORIES)
    return likelihood + log_prior - (hot * log_q).sum(axis=(-2, -1))


@jax.jit
def rloo(state):
    key, model, moments = state
    key, now = jax.random.split(key)

    def loss(model):
        logits = forward(model["encoder"], images).reshape(BATCH, VARIABLES, CATEGORIES)
        log_q = jax.nn.log_softmax(jax.lax.stop_gradient(logits))
        z = jax.random.categorical(now, log_q, shape=(DRAWS, BATCH, VARIABLES))
        hot = jax.nn.one_hot(z, CATEGORIES)
        values = bound(model["decoder"], hot, log_q)
        fixed = jax.lax.stop_gradient(values)
        advantages = (fixed - fixed.mean(axis=0)) / (DRAWS - 1)
        gradient = jnp.einsum("kc,kcvj->cvj", advantages, hot - jnp.exp(log_q))
        return -values.mean() - (logits * gradient).sum() / BATCH

    updates, moments = adam.update(jax.grad(loss)(model), moments)
    return key, optax.apply_updates(model, updates), moments


state = [start()]


def call():
    state[0] = jax.block_until_ready(rloo(state[0]))


timing.report("vae_categorical", "jax", jax.__version__, "rloo", None, call, settings)
