package io.thalweg.tune;

import io.thalweg.simulation.Parameters;

/**
 * A step of a search.
 *
 * @param number of the step, from 1
 * @param runs made to now
 * @param at the parameters before the step
 * @param value the estimate of the mean output there
 * @param signalToNoise of the gradient: its squared length, less what noise adds, over the variance
 *     of its noise
 * @param effectiveRuns the number of runs at these parameters that would tell as much
 * @param window the number of draws of an input for which a draw is credited
 */
public record Step(
    int number,
    long runs,
    Parameters at,
    double value,
    double signalToNoise,
    double effectiveRuns,
    int window) {}
