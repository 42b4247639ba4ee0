"""Training steps of a VAE with 200 Bernoulli latents in eager PyTorch."""

import torch
from torch.nn.functional import softplus

import timing

PIXELS, LATENTS, BATCH, DENSITY = 784, 200, 100, 0.3
RATE, SURROGATE_RATE, TEMPERATURE = 1e-4, 1e-3, 0.5


def dense(*sizes):
    layers = []
    for inputs, outputs in zip(sizes, sizes[1:]):
        layers += [torch.nn.Linear(inputs, outputs), torch.nn.Tanh()]
    return torch.nn.Sequential(*layers[:-1])


def log_likelihood(logits, bits):
    return (bits * logits - softplus(logits)).sum(dim=-1)


class Vae:
    def __init__(self):
        self.encoder = dense(PIXELS, 200, 200, LATENTS)
        self.decoder = dense(LATENTS, 200, 200, PIXELS)
        self.prior = torch.nn.Parameter(torch.zeros(LATENTS))
        self.generative = [*self.decoder.parameters(), self.prior]
        self.adam = torch.optim.Adam([*self.encoder.parameters(), *self.generative], lr=RATE)
        self.images = (torch.rand(BATCH, PIXELS) < DENSITY).float()

    def bound(self, bits, logits):
        likelihood = log_likelihood(self.decoder(2 * bits - 1), self.images)
        return likelihood + log_likelihood(self.prior, bits) - log_likelihood(logits, bits)

    def encode(self):
        return self.encoder(2 * self.images - 1)

    def ascend(self, values, logits, gradient):
        """Up the mean bound, the encoder along the estimate in its logits."""
        self.adam.zero_grad()
        loss = -values.mean() - (logits * gradient).sum() / BATCH
        loss.backward(inputs=[*self.encoder.parameters(), *self.generative])
        self.adam.step()


def rloo(vae):
    def step():
        logits = vae.encode()
        fixed = logits.detach()
        bits = (torch.rand(2, BATCH, LATENTS) < torch.sigmoid(fixed)).float()
        values = vae.bound(bits, fixed)
        half = 0.5 * (values[0] - values[1]).detach()
        vae.ascend(values, logits, half[:, None] * (bits[0] - bits[1]))

    return step


def disarm(vae):
    def step():
        logits = vae.encode()
        fixed = logits.detach()
        p = torch.sigmoid(fixed)
        u = torch.rand(BATCH, LATENTS)
        bits = torch.stack((u > 1 - p, u < p)).float()
        values = vae.bound(bits, fixed)
        half = 0.5 * (values[0] - values[1]).detach()
        weight = torch.maximum(p, 1 - p)
        vae.ascend(values, logits, half[:, None] * (bits[0] - bits[1]) * weight)

    return step


def relax(vae):
    network = dense(LATENTS, 200, 200, 1)
    log_temperature = torch.nn.Parameter(torch.tensor(TEMPERATURE).log())
    learned = [*network.parameters(), log_temperature]
    adam = torch.optim.Adam(learned, lr=SURROGATE_RATE)
    signs = torch.stack((torch.ones(BATCH), -torch.ones(BATCH)))
    smallest = 1e-6

    def step():
        logits = vae.encode()
        fixed = logits.detach().requires_grad_()
        p = torch.sigmoid(fixed)
        u, v = torch.rand(2, BATCH, LATENTS).clamp(smallest, 1 - smallest)
        z = fixed + torch.logit(u)
        bits = (z.detach() > 0).float()
        again = torch.where(bits > 0, 1 - p + v * p, v * (1 - p))
        both = torch.stack((z, fixed + torch.logit(again.clamp(smallest, 1 - smallest))))
        values = vae.bound(bits, fixed.detach())
        relaxed = torch.sigmoid(both / log_temperature.exp())
        c = vae.bound(relaxed, fixed.detach()) + network(both).squeeze(-1)
        (path,) = torch.autograd.grad(c, fixed, signs, create_graph=True)
        g = (values.detach() - c[1])[:, None] * (bits - p.detach()) + path
        adam.zero_grad()
        (g.square().sum() / BATCH).backward(inputs=learned)
        adam.step()
        vae.ascend(values, logits, g.detach())

    return step


settings = timing.options()
for threads in (1, 2):
    torch.set_num_threads(threads)
    for estimator in (rloo, disarm, relax):
        torch.manual_seed(settings.seed)
        timing.report(
            "vae_bernoulli",
            "torch",
            torch.__version__,
            estimator.__name__,
            threads,
            estimator(Vae()),
            settings,
        )
