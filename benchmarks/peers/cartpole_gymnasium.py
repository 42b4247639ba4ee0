"""Steps of CartPole in Gymnasium: its own vector environment, and one object."""

import timing

timing.one_core()

import gymnasium
import numpy as np

THOUSAND, PREPARED, UNITS = 1000, 64, (4, 10, 10, 2)

settings = timing.options()
random = np.random.default_rng(settings.seed)


def report(variant, call, steps):
    version = gymnasium.__version__
    timing.report("cartpole", "gymnasium", version, variant, None, call, settings, steps / THOUSAND)


def vector(copies):
    env = gymnasium.make_vec(
        "CartPole-v1", num_envs=copies, vectorization_mode="vector_entry_point"
    )
    observations, _ = env.reset(seed=settings.seed)
    return env, observations


def random_actions(copies):
    env, _ = vector(copies)
    actions = random.integers(2, size=(PREPARED, copies))

    def call():
        for now in actions:
            env.step(now)

    report(f"{copies:,} copies", call, PREPARED * copies)


def with_policy(copies):
    env, observations = vector(copies)
    seen = [observations]
    layers = [
        (
            random.uniform(-1, 1, (inputs, outputs)).astype(np.float32)
            * np.float32((6 / (inputs + outputs)) ** 0.5),
            np.zeros(outputs, np.float32),
        )
        for inputs, outputs in zip(UNITS, UNITS[1:])
    ]

    def act(h):
        for w, b in layers[:-1]:
            h = np.maximum(h @ w + b, 0)
        w, b = layers[-1]
        logits = h @ w + b
        p = 1 / (1 + np.exp(logits[:, 0] - logits[:, 1]))
        return (random.random(copies, np.float32) < p).astype(np.int64)

    def call():
        for _ in range(PREPARED):
            seen[0] = env.step(act(seen[0]))[0]

    report(f"{copies:,} copies, policy", call, PREPARED * copies)


def one_object():
    # Without the wrappers that check actions, which take a fifth of the time.
    env = gymnasium.make("CartPole-v1").unwrapped
    env.reset(seed=settings.seed)
    actions = random.integers(2, size=THOUSAND)

    def call():
        for now in actions:
            if env.step(now)[2]:
                env.reset()

    report("one object", call, THOUSAND)


for copies in (1024, 4096):
    random_actions(copies)
one_object()
for copies in (1024, 4096):
    with_policy(copies)
