"""Times the variants of a workload and prints each as one line of JSON."""

import argparse
import json
import os
import time


def options():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=2.0, help="of measuring each variant")
    parser.add_argument("--warmup", type=float, default=1.0, help="seconds of warming each up")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def one_core():
    """Keeps this process on one core; to be called before its threads start."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def quantile(ordered, share):
    """With linear interpolation between neighbours."""
    position = share * (len(ordered) - 1)
    low = int(position)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (position - low) * (ordered[high] - ordered[low])


def measure(call, seconds, at_least):
    times = []
    stop = time.perf_counter_ns() + int(seconds * 1e9)
    while len(times) < at_least or time.perf_counter_ns() < stop:
        begun = time.perf_counter_ns()
        call()
        times.append((time.perf_counter_ns() - begun) / 1e3)
    return times


def report(workload, library, version, variant, threads, call, settings, steps=1):
    """Threads are None where the library decides; steps are how many one call makes."""
    measure(call, settings.warmup, 2)
    times = sorted(time / steps for time in measure(call, settings.seconds, 3))
    line = {
        "workload": workload,
        "library": library,
        "version": version,
        "variant": variant,
        "threads": threads,
        "median_us": quantile(times, 0.5),
        "lower_us": quantile(times, 0.25),
        "upper_us": quantile(times, 0.75),
        "mean_us": sum(times) / len(times),
        "calls": len(times),
    }
    print(json.dumps(line), flush=True)
