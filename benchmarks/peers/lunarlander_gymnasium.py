"""Steps of LunarLander in Gymnasium, which needs Box2D."""

import timing

timing.one_core()

import gymnasium
import numpy as np

THOUSAND = 1000

settings = timing.options()
# Without the wrappers that check actions.
env = gymnasium.make("LunarLander-v3").unwrapped
env.reset(seed=settings.seed)
actions = np.random.default_rng(settings.seed).integers(4, size=THOUSAND)


def call():
    for now in actions:
        if env.step(now)[2]:
            env.reset()


timing.report(
    "lunarlander", "gymnasium", gymnasium.__version__, "one object", None, call, settings
)
