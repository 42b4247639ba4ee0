"""Steps of RELAX on one Bernoulli variable in eager PyTorch."""

import torch

import timing

TARGET, HIDDEN, RATE, MANY = 0.499, 10, 0.01, 1000

settings = timing.options()
torch.manual_seed(settings.seed)
torch.set_num_threads(1)
theta = torch.zeros(1, requires_grad=True)
surrogate = torch.nn.Sequential(
    torch.nn.Linear(1, HIDDEN), torch.nn.Tanh(), torch.nn.Linear(HIDDEN, 1)
)
weights = list(surrogate.parameters())
signs = torch.tensor([[1.0], [-1.0]])
# One optimiser for both: half the calls of two.
adam = torch.optim.Adam([theta, *weights], lr=RATE)


def step():
    u, v = torch.rand(2, 1)
    p = torch.sigmoid(theta)
    z = theta + torch.logit(u)
    b = (z.detach() > 0).float()
    # The uniform number that belongs to z, drawn anew given b.
    again = torch.where(b > 0, 1 - p + v * p, v * (1 - p))
    relaxed = torch.stack((z, theta + torch.logit(again)))
    c = surrogate(relaxed)
    # grad c(z) - grad c(z~) in one backward pass.
    (path,) = torch.autograd.grad(c, theta, signs, create_graph=True)
    g = ((b - TARGET).square() - c[1]) * (b - p.detach()) + path
    gradients = torch.autograd.grad(g.square().sum(), weights)
    for weight, gradient in zip(weights, gradients):
        weight.grad = gradient
    theta.grad = g.detach()
    adam.step()


def many():
    for _ in range(MANY):
        step()


version = torch.__version__
timing.report("toy_relax", "torch", version, "relax, a step a call", 1, step, settings)
timing.report(
    "toy_relax", "torch", version, "relax, 1000 steps a call", 1, many, settings, steps=MANY
)
