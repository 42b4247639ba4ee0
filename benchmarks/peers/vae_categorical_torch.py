"""Training steps of a VAE with 20 categorical latents in eager PyTorch."""

import math

import torch
from torch.nn.functional import log_softmax, one_hot, softplus

import timing

PIXELS, VARIABLES, CATEGORIES, BATCH, DENSITY, DRAWS = 784, 20, 10, 200, 0.3, 4
RATE, SLOPE = 3e-4, 0.2


def dense(*sizes):
    layers = []
    for inputs, outputs in zip(sizes, sizes[1:]):
        layers += [torch.nn.Linear(inputs, outputs), torch.nn.LeakyReLU(SLOPE)]
    return torch.nn.Sequential(*layers[:-1])


def rloo():
    encoder = dense(PIXELS, 512, 256, VARIABLES * CATEGORIES)
    decoder = dense(VARIABLES * CATEGORIES, 256, 512, PIXELS)
    adam = torch.optim.Adam([*encoder.parameters(), *decoder.parameters()], lr=RATE)
    images = (torch.rand(BATCH, PIXELS) < DENSITY).float()
    log_prior = -VARIABLES * math.log(CATEGORIES)

    def draw(log_q):
        """By the largest of log-probabilities plus Gumbel noise; multinomial takes longer."""
        noise = torch.empty(DRAWS, *log_q.shape).exponential_()
        return one_hot((log_q - noise.log()).argmax(dim=-1), CATEGORIES).float()

    def step():
        logits = encoder(images).view(BATCH, VARIABLES, CATEGORIES)
        log_q = log_softmax(logits.detach(), dim=-1)
        hot = draw(log_q)
        pixels = decoder(hot.view(DRAWS, BATCH, -1))
        likelihood = (images * pixels - softplus(pixels)).sum(dim=-1)
        values = likelihood + log_prior - (hot * log_q).sum(dim=(-2, -1))
        fixed = values.detach()
        advantages = (fixed - fixed.mean(dim=0)) / (DRAWS - 1)
        gradient = torch.einsum("kc,kcvj->cvj", advantages, hot - log_q.exp())
        adam.zero_grad()
        (-values.mean() - (logits * gradient).sum() / BATCH).backward()
        adam.step()

    return step


settings = timing.options()
for threads in (1, 2):
    torch.set_num_threads(threads)
    torch.manual_seed(settings.seed)
    timing.report(
        "vae_categorical", "torch", torch.__version__, "rloo", threads, rloo(), settings
    )
