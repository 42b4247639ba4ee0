"""Training steps of a VAE with 200 Bernoulli latents in JAX, each compiled whole."""

import jax
import jax.numpy as jnp
import optax

import timing

PIXELS, LATENTS, BATCH, DENSITY = 784, 200, 100, 0.3
RATE, SURROGATE_RATE, TEMPERATURE, SMALLEST = 1e-4, 1e-3, 0.5, 1e-6

settings = timing.options()
root = jax.random.key(settings.seed)
adam, surrogate_adam = optax.adam(RATE), optax.adam(SURROGATE_RATE)
images = (jax.random.uniform(root, (BATCH, PIXELS)) < DENSITY).astype(jnp.float32)
centred = 2 * images - 1


def dense(key, *sizes):
    layers = []
    for inputs, outputs in zip(sizes, sizes[1:]):
        key, draw = jax.random.split(key)
        bound = inputs**-0.5
        weights = jax.random.uniform(draw, (inputs, outputs), minval=-bound, maxval=bound)
        layers.append((weights, jnp.zeros(outputs)))
    return layers


def forward(layers, x):
    for weights, biases in layers[:-1]:
        x = jnp.tanh(x @ weights + biases)
    weights, biases = layers[-1]
    return x @ weights + biases


def log_likelihood(logits, bits):
    return (bits * logits - jax.nn.softplus(logits)).sum(axis=-1)


def encode(model):
    return forward(model["encoder"], centred)


def bound(model, bits, logits):
    likelihood = log_likelihood(forward(model["decoder"], 2 * bits - 1), images)
    prior = log_likelihood(model["prior"], bits)
    return likelihood + prior - log_likelihood(logits, bits)


def start():
    encoder, decoder, surrogate = jax.random.split(root, 3)
    model = {
        "encoder": dense(encoder, PIXELS, 200, 200, LATENTS),
        "decoder": dense(decoder, LATENTS, 200, 200, PIXELS),
        "prior": jnp.zeros(LATENTS),
    }
    learned = {
        "network": dense(surrogate, LATENTS, 200, 200, 1),
        "log_temperature": jnp.log(TEMPERATURE),
    }
    return root, model, adam.init(model), learned, surrogate_adam.init(learned)


def ascend(model, moments, draw):
    """Draw tells bits and, of the values at them, the estimate in the logits."""

    def loss(model):
        logits = encode(model)
        bits, gradient = draw(jax.lax.stop_gradient(logits))
        values = bound(model, bits, jax.lax.stop_gradient(logits))
        fixed = jax.lax.stop_gradient(gradient(values))
        return -values.mean() - (logits * fixed).sum() / BATCH

    updates, moments = adam.update(jax.grad(loss)(model), moments)
    return optax.apply_updates(model, updates), moments


def rloo(state):
    key, model, moments, *rest = state
    key, now = jax.random.split(key)

    def draw(logits):
        u = jax.random.uniform(now, (2, BATCH, LATENTS))
        bits = (u < jax.nn.sigmoid(logits)).astype(jnp.float32)
        return bits, lambda f: (0.5 * (f[0] - f[1]))[:, None] * (bits[0] - bits[1])

    return key, *ascend(model, moments, draw), *rest


def disarm(state):
    key, model, moments, *rest = state
    key, now = jax.random.split(key)

    def draw(logits):
        p = jax.nn.sigmoid(logits)
        u = jax.random.uniform(now, (BATCH, LATENTS))
        bits = jnp.stack((u > 1 - p, u < p)).astype(jnp.float32)
        weight = (bits[0] - bits[1]) * jnp.maximum(p, 1 - p)
        return bits, lambda f: (0.5 * (f[0] - f[1]))[:, None] * weight

    return key, *ascend(model, moments, draw), *rest


def logit(u):
    return jnp.log(u) - jnp.log1p(-u)


def relax(state):
    key, model, moments, learned, surrogate_moments = state
    key, now = jax.random.split(key)
    u, v = jax.random.uniform(now, (2, BATCH, LATENTS), minval=SMALLEST, maxval=1 - SMALLEST)
    fixed = {}

    def surrogate(learned, z, logits):
        relaxed = jax.nn.sigmoid(z / jnp.exp(learned["log_temperature"]))
        return bound(model, relaxed, logits) + forward(learned["network"], z)[..., 0]

    def draw(logits):
        bits = (logits + logit(u) > 0).astype(jnp.float32)

        def both(moving):
            p = jax.nn.sigmoid(moving)
            again = jnp.where(bits > 0, 1 - p + v * p, v * (1 - p))
            conditional = moving + logit(jnp.clip(again, SMALLEST, 1 - SMALLEST))
            return jnp.stack((moving + logit(u), conditional))

        def gradient(values):
            def square(learned):
                def difference(moving):
                    c = surrogate(learned, both(moving), logits)
                    return (c[0] - c[1]).sum(), c[1]

                path, c = jax.grad(difference, has_aux=True)(logits)
                g = (values - c)[:, None] * (bits - jax.nn.sigmoid(logits)) + path
                return jnp.square(g).sum() / BATCH, g

            fixed["slopes"], g = jax.grad(square, has_aux=True)(learned)
            return g

        return bits, gradient

    # What the surrogate learns from is worked out where the estimate is, with the same values.
    logits = encode(model)
    bits, gradient = draw(logits)
    g = gradient(bound(model, bits, logits))
    changes, surrogate_moments = surrogate_adam.update(fixed["slopes"], surrogate_moments)
    model, moments = ascend(model, moments, lambda logits: (bits, lambda values: g))
    return key, model, moments, optax.apply_updates(learned, changes), surrogate_moments


for estimator in (rloo, disarm, relax):
    compiled = jax.jit(estimator)
    state = [start()]

    def call():
        state[0] = jax.block_until_ready(compiled(state[0]))

    timing.report(
        "vae_bernoulli", "jax", jax.__version__, estimator.__name__, None, call, settings
    )
