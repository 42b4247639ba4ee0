"""Estimates for 200 contexts of 20 variables of 10 categories in eager PyTorch."""

import itertools

import torch

import timing

CONTEXTS, VARIABLES, CATEGORIES, TARGET = 200, 20, 10, 0.499

settings = timing.options()
torch.manual_seed(settings.seed)
logits = torch.randn(CONTEXTS, VARIABLES, CATEGORIES)
table = torch.randn(VARIABLES, CATEGORIES)
variables = torch.arange(VARIABLES)
# Every pair once; row_of[m, j] finds the row of a pair again, and of the identity, which is last.
pairs = list(itertools.combinations(range(CATEGORIES), 2))
row_of = torch.full((CATEGORIES, CATEGORIES), len(pairs))
for row, (m, j) in enumerate(pairs):
    row_of[m, j] = row_of[j, m] = row


def f(z):
    return (table[variables, z] - TARGET).square().mean(dim=-1)


def rloo():
    # By inversion, which is faster than torch.multinomial and torch.distributions.
    steps = torch.softmax(logits, dim=-1).cumsum(dim=-1)[..., :-1]
    z = (steps < torch.rand(2, CONTEXTS, VARIABLES, 1)).sum(dim=-1)
    values = f(z)
    hot = torch.nn.functional.one_hot(z, CATEGORIES)
    return (0.5 * (values[0] - values[1]))[:, None, None] * (hot[0] - hot[1])


def actions(log_w):
    for m, j in pairs:
        swapped = log_w.clone()
        swapped[..., m], swapped[..., j] = log_w[..., j], log_w[..., m]
        yield (swapped - logits).argmin(dim=-1)
    yield (log_w - logits).argmin(dim=-1)


def arsm():
    noise = -torch.rand(CONTEXTS, VARIABLES, CATEGORIES).log()
    w = noise / noise.sum(dim=-1, keepdim=True)
    values = f(torch.stack(list(actions(w.log()))))[row_of]
    centred = values - values.mean(dim=0)
    return torch.einsum("mjc,cvj->cvm", centred, 1 / CATEGORIES - w)


with torch.inference_mode():
    for threads in (1, 2):
        torch.set_num_threads(threads)
        for estimator in (rloo, arsm):
            timing.report(
                "blackbox_categorical",
                "torch",
                torch.__version__,
                estimator.__name__,
                threads,
                estimator,
                settings,
            )
