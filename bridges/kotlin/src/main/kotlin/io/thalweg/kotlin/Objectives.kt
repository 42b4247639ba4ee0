/** Objectives and estimates in the words of Kotlin. */
package io.thalweg.kotlin

import io.thalweg.DifferentiableObjective
import io.thalweg.Distribution
import io.thalweg.Estimate
import io.thalweg.Estimator
import io.thalweg.Objective
import java.util.random.RandomGenerator

/** Estimates the gradient of the mean of [f], a lambda over one event. */
public fun <D : Distribution> Estimator<D, Objective>.estimate(
    law: D,
    random: RandomGenerator,
    f: (DoubleArray) -> Double,
): Estimate = estimate(law, Objective { f(it) }, random)

/** Makes an objective of a function of one point and its gradient; see [DifferentiableObjective.of]. */
public fun smooth(
    value: (DoubleArray) -> Double,
    gradient: (DoubleArray) -> DoubleArray,
): DifferentiableObjective = DifferentiableObjective.of(value, gradient)
