"""Prints the table of a law in arithmetic of 50 digits or more, from its definition.

    python3 reference.py subset > subset.csv     # mpmath 1.3

A line is a law, its unconstrained parameters, an event, a quantity, its value, and its condition:
the sum over parameters and coordinates of how much the value moves as they move by one unit of
their own size. A result that is exact for inputs in which the last digits differ is as near to the
value as a few roundings times (value + condition).
"""

import itertools
import sys

from mpmath import mp, mpf

mp.dps = 50


def moved(f, theta, x, kind, i):
    """The derivative of f(theta, x) in one number."""

    def along(t):
        changed = list(theta if kind == "theta" else x)
        changed[i] = t
        return f(changed, x) if kind == "theta" else f(theta, changed)

    at = (theta if kind == "theta" else x)[i]
    return mp.diff(along, at, h=mpf(10) ** -12 * (abs(at) or 1))


def condition(f, theta, x, continuous):
    total = mpf(0)
    for i, t in enumerate(theta):
        total += max(1, abs(t)) * abs(moved(f, theta, x, "theta", i))
    if continuous:
        for i, v in enumerate(x):
            total += abs(v * moved(f, theta, x, "x", i))
    return total


def line(law, theta, x, quantity, f, continuous, more=0):
    theta = [mpf(t) for t in theta]
    x = [mpf(v) for v in x]
    value = f(theta, x)
    numbers = [
        " ".join(repr(float(t)) for t in theta),
        " ".join(repr(float(v)) for v in x),
        quantity,
        mp.nstr(value, 25),
        mp.nstr(condition(f, theta, x, continuous) + more, 3),
    ]
    print(",".join([law] + numbers))
    sys.stdout.flush()


# Subsets of k of n items; the event is a subset, or the number of an item.


def symmetric(weights, k):
    e = [mpf(1)] + [mpf(0)] * k
    for w in weights:
        for r in range(k, 0, -1):
            e[r] += w * e[r - 1]
    return e[k]


def subset(k):
    def log(theta, x):
        return sum(t * b for t, b in zip(theta, x)) - mp.log(symmetric([mp.exp(t) for t in theta], k))

    def marginal(theta, i, bit):
        w = [mp.exp(t) for t in theta]
        rest = w[:i] + w[i + 1 :]
        part = w[i] * symmetric(rest, k - 1) if bit else symmetric(rest, k)
        return part / symmetric(w, k)

    def mean(theta, x):
        return marginal(theta, int(x[0]), True)

    def score(theta, x, i):
        return marginal(theta, i, False) if x[i] == 1 else -marginal(theta, i, True)

    def covariance(theta, x):
        i, j = int(x[0]), int(x[1])
        if i == j:
            return marginal(theta, i, True) * marginal(theta, i, False)
        w = [mp.exp(t) for t in theta]
        rest = [v for at, v in enumerate(w) if at not in (i, j)]
        both = w[i] * w[j] * (symmetric(rest, k - 2) if k > 1 else 0) / symmetric(w, k)
        return both - marginal(theta, i, True) * marginal(theta, j, True)

    return log, mean, score, covariance


def subsets():
    cases = [
        (2, [0.3, -1.2, 0.8, 0.1, -0.4]),
        (1, [30, -40, 0.5]),
        (3, [50, -50, 49.5, -49, 0.2, 1.5, -0.7]),
        (4, [700, -700, 300, 0, -300, 20]),
        (20, [(i * 37 % 41) / 8 - 2.5 for i in range(40)]),
    ]
    for k, theta in cases:
        # The probability of a subset may differ from 1 by e^-600.
        mp.dps = 400 if max(theta) > 100 else 80
        log, mean, score, covariance = subset(k)
        name = "subset %d" % k
        order = sorted(range(len(theta)), key=lambda i: -theta[i])
        for chosen in (order[:k], order[-k:], order[1 : k + 1]):
            x = [1 if i in chosen else 0 for i in range(len(theta))]
            line(name, theta, x, "log", log, False)
            for i in (order[0], order[-1]):
                line(name, theta, x, "score %d" % i, lambda t, v, i=i: score(t, v, i), False)
        for i in (order[0], order[len(order) // 2], order[-1]):
            line(name, theta, [i], "mean", mean, False)
            for j in (order[0], order[-1]):
                # A row of the covariance is summed, so its largest number is its unit.
                own = covariance([mpf(t) for t in theta], [i, i])
                line(name, theta, [i, j], "covariance", covariance, False, own)
    mp.dps = 50


# Laws of one variable: log p, the distribution function, and what follows from them.


def score(log, i):
    return lambda theta, x: mp.diff(lambda t: log(theta[:i] + [t] + theta[i + 1 :], x), theta[i])


def counts(name, log, cases):
    """Lines of a law of counts; log takes theta and x."""

    def velocity(i):
        def of(theta, x):
            upto = lambda t: mp.fsum(
                mp.exp(log(theta[:i] + [t] + theta[i + 1 :], [mpf(j)])) for j in range(int(x[0]) + 1)
            )
            return -mp.diff(upto, theta[i]) / mp.exp(log(theta, x))

        return of

    for constants, theta, events in cases:
        for x in events:
            title = " ".join([name] + [str(c) for c in constants])
            at = lambda t, v: log(list(constants) + t, v)
            line(title, theta, [x], "log", at, False)
            for i in range(len(theta)):
                line(title, theta, [x], "score %d" % i, score(at, i), False)
                # Nothing moves beyond the largest value, which is the first constant.
                if x <= 60 and (not constants or x < constants[0]):
                    j = len(constants) + i
                    rate = lambda t, v, j=j: velocity(j)(list(constants) + t, v)
                    line(title, theta, [x], "rate %d" % i, rate, False)


def binomials():
    def log(theta, x):
        n, logit = mpf(theta[0]), theta[1]
        choose = mp.loggamma(n + 1) - mp.loggamma(x[0] + 1) - mp.loggamma(n - x[0] + 1)
        return choose - x[0] * mp.log1p(mp.exp(-logit)) - (n - x[0]) * mp.log1p(mp.exp(logit))

    mp.dps = 1400
    counts("binomial", log, [([5], [0.4], [0, 1, 3, 5]), ([3], [-700], [0, 1, 3])])
    counts("binomial", log, [([40], [-3.5], [0, 2, 40]), ([7], [40], [0, 6, 7])])
    mp.dps = 60
    million = [0, 249000, 250000, 251500, 1000000]
    counts("binomial", log, [([1000000], [-1.1], million), ([1000000], [6.5], [998000, 999999])])
    counts("binomial", log, [([2**31 - 1], [-18.0], [0, 20, 100]), ([20], [-45], [0, 1])])


# Continuous laws of one variable.


def continuous(name, log, below, above, cases):
    """Lines of a law; below and above are P(X < x) and P(X > x) of theta and x."""

    def velocity(i):
        def of(theta, x):
            lower = below(theta, x) < 0.5
            tail = below if lower else above
            change = mp.diff(lambda t: tail(theta[:i] + [t] + theta[i + 1 :], x), theta[i])
            return (-change if lower else change) / mp.exp(log(theta, x))

        return of

    for constants, theta, events in cases:
        known = list(constants)
        title = " ".join([name] + [repr(float(c)).replace("inf", "Infinity") for c in constants])

        def given(f):
            return lambda t, v: f(known + t, v)

        def slope(t, v):
            return mp.diff(lambda s: log(known + t, [v[0] * mp.exp(s)]), 0) / v[0]

        def quantile(u):
            # The root is near x, of which u is the distribution function but for rounding.
            def of(t, v):
                def excess(s):
                    return mp.log(below(known + t, [at[0] * mp.exp(s)]) / v[0])

                near = (-mpf(10) ** -6, mpf(10) ** -6)
                return at[0] * mp.exp(mp.findroot(excess, near, solver="ridder", tol=1e-70))

            return of

        for x in events:
            at = [x]
            line(title, theta, at, "log", given(log), True)
            line(title, theta, at, "slope", slope, True)
            line(title, theta, at, "cumulative", given(below), True)
            for i in range(len(theta)):
                j = len(known) + i
                line(title, theta, at, "score %d" % i, given(score(log, j)), True)
                line(title, theta, at, "velocity %d" % i, given(velocity(j)), True)
            u = float(below(known + [mpf(t) for t in theta], [mpf(x)]))
            if 1e-300 < u < 1:
                line(title, theta, [u], "quantile", quantile(u), True)


def logit_normals():
    mp.dps = 60

    def e(theta, x):
        return (mp.log(x[0] / (1 - x[0])) - theta[0]) / mp.exp(theta[1])

    def log(theta, x):
        normal = -(e(theta, x) ** 2) / 2 - theta[1] - mp.log(2 * mp.pi) / 2
        return normal - mp.log(x[0] * (1 - x[0]))

    cases = [
        ([], [0.3, -0.5], [1e-4, 0.3, 0.9, 0.999]),
        ([], [-200, 1.5], [1e-200, 1e-87, 1e-60]),
        ([], [2, 3.5], [1e-30, 0.5, 0.99999]),
    ]
    below = lambda t, x: mp.erfc(-e(t, x) / mp.sqrt(2)) / 2
    above = lambda t, x: mp.erfc(e(t, x) / mp.sqrt(2)) / 2
    continuous("logitnormal", log, below, above, cases)


def perts():
    mp.dps = 60

    def log(theta, x):
        low, high, a, b = theta[0], theta[1], mp.exp(theta[2]), mp.exp(theta[3])
        y = (x[0] - low) / (high - low)
        beta = mp.loggamma(a) + mp.loggamma(b) - mp.loggamma(a + b)
        return (a - 1) * mp.log(y) + (b - 1) * mp.log1p(-y) - beta - mp.log(high - low)

    def below(theta, x):
        low, high, a, b = theta[0], theta[1], mp.exp(theta[2]), mp.exp(theta[3])
        return mp.betainc(a, b, 0, (x[0] - low) / (high - low), regularized=True)

    def above(theta, x):
        low, high, a, b = theta[0], theta[1], mp.exp(theta[2]), mp.exp(theta[3])
        return mp.betainc(b, a, 0, (high - x[0]) / (high - low), regularized=True)

    cases = [
        ([0, 5], [0.9, 1.2], [1e-3, 2, 4.5]),
        ([-3, 1], [0.2, -0.4], [-2.99, -1, 0.5]),
        ([1000, 1010], [3.1, 2.5], [1003, 1006.5, 1009]),
    ]
    continuous("pert", log, below, above, cases)


def gumbels():
    mp.dps = 60

    def e(theta, x):
        return (x[0] - theta[0]) / mp.exp(theta[1])

    log = lambda t, x: -e(t, x) - mp.exp(-e(t, x)) - t[1]
    below = lambda t, x: mp.exp(-mp.exp(-e(t, x)))
    above = lambda t, x: -mp.expm1(-mp.exp(-e(t, x)))
    cases = [([], [0.4, -0.6], [-0.9, 0.5, 4]), ([], [1e3, -3], [999.8, 1000.1, 1005])]
    cases += [([], [-0.5, 40], [-1e17, 3e17, 1e20])]
    continuous("gumbel", log, below, above, cases)


def half_normals():
    mp.dps = 60
    e = lambda t, x: x[0] / mp.exp(t[0])
    log = lambda t, x: -(e(t, x) ** 2) / 2 - t[0] + mp.log(2 / mp.pi) / 2
    below = lambda t, x: mp.erf(e(t, x) / mp.sqrt(2))
    above = lambda t, x: mp.erfc(e(t, x) / mp.sqrt(2))
    cases = [([], [0.3], [1e-9, 0.5, 3]), ([], [-300], [1e-140, 1e-131, 3e-130])]
    cases += [([], [25], [1e-5, 5e10, 1e12])]
    continuous("halfnormal", log, below, above, cases)


def paretos():
    mp.dps = 60
    y = lambda t, x: mp.exp(t[1]) * mp.log(x[0] / t[0])
    log = lambda t, x: t[1] - y(t, x) - mp.log(x[0])
    below = lambda t, x: -mp.expm1(-y(t, x))
    above = lambda t, x: mp.exp(-y(t, x))
    cases = [([2], [0.7], [2.001, 3, 40]), ([1e-5], [-4], [1.1e-5, 1, 1e120])]
    cases += [([1e6], [12], [1000002, 1000005.5, 1000100])]
    continuous("pareto", log, below, above, cases)


def inverse_gammas():
    mp.dps = 60

    def log(t, x):
        a, s = mp.exp(t[0]), mp.exp(t[1])
        return a * (t[1] - mp.log(x[0])) - mp.log(x[0]) - s / x[0] - mp.loggamma(a)

    below = lambda t, x: mp.gammainc(mp.exp(t[0]), mp.exp(t[1]) / x[0], mp.inf, regularized=True)
    above = lambda t, x: mp.gammainc(mp.exp(t[0]), 0, mp.exp(t[1]) / x[0], regularized=True)
    cases = [([], [0.9, 0.4], [0.1, 0.7, 9]), ([], [-2, 3], [0.5, 1e4, 1e9])]
    cases += [([], [4, -30], [1e-15, 1.7e-15, 4e-15])]
    continuous("inversegamma", log, below, above, cases)


def kumaraswamys():
    mp.dps = 60
    power = lambda t, x: x[0] ** mp.exp(t[0])

    def log(t, x):
        a, b = mp.exp(t[0]), mp.exp(t[1])
        return t[0] + t[1] + (a - 1) * mp.log(x[0]) + (b - 1) * mp.log1p(-power(t, x))

    above = lambda t, x: mp.exp(mp.exp(t[1]) * mp.log1p(-power(t, x)))
    below = lambda t, x: -mp.expm1(mp.exp(t[1]) * mp.log1p(-power(t, x)))
    cases = [([], [0.7, 1.1], [1e-3, 0.5, 0.95]), ([], [-3, -2], [1e-30, 0.2, 0.9999])]
    cases += [([], [5, 4], [0.5, 0.97, 0.985]), ([], [1, 9], [1e-6, 0.01, 0.06])]
    continuous("kumaraswamy", log, below, above, cases)


def truncated_normals():
    mp.dps = 60

    def mass(a, b):
        """The probability that a standard normal variable is between a and b."""
        if a > 0:
            return (mp.erfc(a / mp.sqrt(2)) - mp.erfc(b / mp.sqrt(2))) / 2
        if b < 0:
            return (mp.erfc(-b / mp.sqrt(2)) - mp.erfc(-a / mp.sqrt(2))) / 2
        return (mp.erf(b / mp.sqrt(2)) - mp.erf(a / mp.sqrt(2))) / 2

    unit = lambda t, x: (x - t[2]) / mp.exp(t[3])

    def log(t, x):
        all = mass(unit(t, t[0]), unit(t, t[1]))
        return -(unit(t, x[0]) ** 2) / 2 - t[3] - mp.log(2 * mp.pi) / 2 - mp.log(all)

    below = lambda t, x: mass(unit(t, t[0]), unit(t, x[0])) / mass(unit(t, t[0]), unit(t, t[1]))
    above = lambda t, x: mass(unit(t, x[0]), unit(t, t[1])) / mass(unit(t, t[0]), unit(t, t[1]))
    inf = mp.inf
    cases = [([-1, 2], [0.3, -0.4], [-0.9, 0.4, 1.5]), ([0, inf], [-0.5, 0.2], [0.01, 0.8, 4])]
    cases += [([0, inf], [-40, 0], [0.001, 0.02, 0.1]), ([5, 5.5], [-2e4, 1], [5.00001, 5.0004, 5.002])]
    cases += [([-inf, -30], [3, -1], [-30.01, -30.001, -30.3])]
    cases += [([1, 1.001], [0.4, 2], [1.0001, 1.0005, 1.0009]), ([-3, 1e6], [2, 5], [-2.5, 100, 600])]
    mp.dps = 80
    continuous("truncatednormal", log, below, above, cases)


def beta_binomials():
    def log(theta, x):
        n, a, b = theta[0], mp.exp(theta[1]), mp.exp(theta[2])
        gamma = mp.loggamma
        choose = gamma(n + 1) - gamma(x[0] + 1) - gamma(n - x[0] + 1)
        given = gamma(x[0] + a) + gamma(n - x[0] + b) - gamma(n + a + b)
        return choose + given - gamma(a) - gamma(b) + gamma(a + b)

    mp.dps = 80
    cases = [([6], [0.4, 1.1], [0, 2, 6]), ([4], [-12, -9], [0, 1, 2, 4]), ([50], [13, 14], [0, 14, 50])]
    cases += [([12], [20, -15], [0, 5, 12]), ([3], [-30, 2], [0, 1, 3])]
    counts("betabinomial", log, cases)


def zero_inflated():
    """Negative binomial counts with additional zeros: log r, logit of p, logit of the zeros."""

    def log(theta, x):
        r, p, pi = mp.exp(theta[0]), 1 / (1 + mp.exp(-theta[1])), 1 / (1 + mp.exp(-theta[2]))
        counted = mp.rf(r, int(x[0])) / mp.factorial(int(x[0])) * p**r * (1 - p) ** int(x[0])
        return mp.log((pi if x[0] == 0 else 0) + (1 - pi) * counted)

    mp.dps = 80
    cases = [([], [0.5, -0.2, 0.3], [0, 1, 7]), ([], [1.2, -2, -0.8], [0, 3, 40])]
    cases += [([], [-3, 4, -30], [0, 1, 2]), ([], [0.1, 6, 20], [0, 1]), ([], [3, 0.5, 35], [0, 5, 12])]
    counts("zeroinflated", log, cases)


def markov_chains():
    """The event is the state at each of the steps; a mean is at (step, state)."""

    def rows(theta, k):
        for at in range(0, len(theta), k):
            w = [mp.exp(t) for t in theta[at : at + k]]
            yield [v / mp.fsum(w) for v in w]

    def chain(k):
        def log(theta, x):
            p = list(rows(theta, k))
            return mp.log(p[0][int(x[0])]) + mp.fsum(
                mp.log(p[1 + int(a)][int(b)]) for a, b in zip(x, x[1:])
            )

        def mean(theta, x):
            start, *moves = rows(theta, k)
            for _ in range(int(x[0])):
                start = [mp.fsum(start[i] * moves[i][j] for i in range(k)) for j in range(k)]
            return start[int(x[1])]

        return log, mean

    mp.dps = 60
    cases = [
        (2, [0.3, -0.4, 1, -1, 0.2, 0.5], [0, 1, 1, 0, 1]),
        (3, [0, 1, -2, 3, 0, 0.5, -0.3, 0.3, 0, 2, -1, 1], [2, 0, 0, 1]),
        (2, [-40, 20, 30, -30, 0.5, -35], [1, 0, 0]),
    ]
    for k, theta, x in cases:
        log, mean = chain(k)
        name = "markovchain %d %d" % (len(x), k)
        line(name, theta, x, "log", log, False)
        for i in range(len(theta)):
            line(name, theta, x, "score %d" % i, score(log, i), False)
        for step in range(len(x)):
            line(name, theta, [step, k - 1], "marginal", mean, False)
            for i in (0, k - 1, len(theta) - 1):
                line(name, theta, [step, k - 1], "slope-of-mean %d" % i, score(mean, i), False)


def multinomials():
    def log(theta, x):
        n = mp.fsum(x)
        all = mp.log(mp.fsum(mp.exp(t) for t in theta))
        terms = [v * (t - all) - mp.loggamma(v + 1) for t, v in zip(theta, x)]
        return mp.loggamma(n + 1) + mp.fsum(terms)

    mp.dps = 80
    cases = [([0.3, -0.5, 1.2], [2, 0, 3]), ([0.3, -0.5, 1.2], [0, 5, 0])]
    cases += [([4, 4.1, 3.9, 0], [330000, 370000, 295000, 5000]), ([-30, 2, -20], [0, 1, 3])]
    cases += [([25, -20, 0.5], [7, 0, 0]), ([700, -700], [1, 1])]
    for theta, x in cases:
        mp.dps = 400 if max(theta) > 100 else 80
        name = "multinomial %d" % sum(x)
        line(name, theta, x, "log", log, False)
        for i in range(len(theta)):
            # Of a score x - n p the unit is its larger part.
            line(name, theta, x, "score %d" % i, score(log, i), False, sum(x) if x[i] else 0)


TABLES = {"subset": subsets, "binomial": binomials}
TABLES |= {"logitnormal": logit_normals, "pert": perts}
TABLES |= {"gumbel": gumbels, "halfnormal": half_normals, "pareto": paretos, "inversegamma": inverse_gammas, "kumaraswamy": kumaraswamys}
TABLES |= {"truncatednormal": truncated_normals}
TABLES |= {"betabinomial": beta_binomials, "markovchain": markov_chains}
TABLES |= {"multinomial": multinomials, "zeroinflated": zero_inflated}

TABLES[sys.argv[1]]()
