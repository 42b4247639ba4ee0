"""Estimates for 100 contexts of 200 Bernoulli logits in eager PyTorch; only values of f are used."""

import torch

import timing

CONTEXTS, SIZE, TARGET = 100, 200, 0.499

settings = timing.options()
torch.manual_seed(settings.seed)
logits = torch.randn(CONTEXTS, SIZE)
given = torch.sigmoid(logits)


def f(bits):
    return (bits - TARGET).square().mean(dim=-1)


def reinforce(p):
    bits = (torch.rand(CONTEXTS, SIZE) < p).float()
    return f(bits)[:, None] * (bits - p)


def rloo(p):
    first, second = bits = (torch.rand(2, CONTEXTS, SIZE) < p).float()
    values = f(bits)
    return (0.5 * (values[0] - values[1]))[:, None] * (first - second)


def antithetic(p):
    u = torch.rand(CONTEXTS, SIZE)
    bits = torch.stack((u > 1 - p, u < p)).float()
    values = f(bits)
    return u, bits, values[0] - values[1]


def arm(p):
    u, _, difference = antithetic(p)
    return difference[:, None] * (u - 0.5)


def disarm(p):
    _, bits, difference = antithetic(p)
    # sigmoid(|logit|) is the larger of p and its complement.
    return (0.5 * difference)[:, None] * (bits[0] - bits[1]) * torch.maximum(p, 1 - p)


with torch.inference_mode():
    for threads in (1, 2):
        torch.set_num_threads(threads)
        for estimator in (reinforce, rloo, arm, disarm):
            name = estimator.__name__
            for variant, call in (
                (name, lambda e=estimator: e(torch.sigmoid(logits))),
                (name + ", law given", lambda e=estimator: e(given)),
            ):
                timing.report(
                    "blackbox_bernoulli", "torch", torch.__version__, variant, threads, call, settings
                )
