/** Simulators, their inputs, and the two questions that are asked of them. */
package io.thalweg.kotlin

import io.thalweg.Distribution
import io.thalweg.simulation.Credit
import io.thalweg.simulation.Input
import io.thalweg.simulation.Inputs
import io.thalweg.simulation.Parameters
import io.thalweg.simulation.Simulator
import io.thalweg.tune.Measured
import io.thalweg.tune.Response
import io.thalweg.tune.Sensitivities
import io.thalweg.tune.Sensitivity
import io.thalweg.tune.Tuned
import io.thalweg.tune.Tuning
import kotlin.reflect.KProperty

/** Makes an input of this law that has the name of its property: `val arrivals by Exponential.of(1.0)`. */
public operator fun Distribution.provideDelegate(owner: Any?, property: KProperty<*>): Input =
    Input.of(property.name, this)

/** A number that a simulator reads: `val order by setting(21.5)`. */
public class Setting internal constructor(private val value: Double) {

    /** Makes an input that has the name of its property. */
    public operator fun provideDelegate(owner: Any?, property: KProperty<*>): Input =
        Input.setting(property.name, value)
}

/** A number that a simulator reads, as the delegate of a property. */
public fun setting(value: Double): Setting = Setting(value)

/** Returns this input, to which the property was delegated. */
public operator fun Input.getValue(owner: Any?, property: KProperty<*>): Input = this

/** Makes a simulator of code that draws, reads and books by itself: `draw(arrivals)`, `cost(wait)`. */
public fun simulator(run: Inputs.() -> Unit): Simulator = Simulator { it.run() }

/** The number of an input with one parameter, in the unit in which people state it. */
public operator fun Parameters.get(input: Input): Double = value(input)

/** A parameter of an input, in the unit in which people state it. */
public operator fun Parameters.get(input: Input, parameter: Int): Double = value(input, parameter)

/** The response of an output. */
public operator fun Sensitivities.get(output: String): Response = response(output)

/** The derivative in a parameter. */
public operator fun Response.get(parameter: String): Measured = effect(parameter).derivative

/**
 * Asks how the mean outputs of a simulator move with the parameters of its inputs.
 *
 * What is not given is as in [Sensitivity].
 */
public fun sensitivity(
    vararg inputs: Input,
    within: Double? = null,
    seconds: Double? = null,
    runs: Long? = null,
    seed: Long? = null,
    threads: Int? = null,
    credit: Credit? = null,
    run: Inputs.() -> Unit,
): Sensitivities {
    val question = Sensitivity.of(simulator(run), *inputs)
    within?.let(question::within)
    seconds?.let(question::orSeconds)
    runs?.let(question::orRuns)
    seed?.let(question::seed)
    threads?.let(question::threads)
    credit?.let(question::credit)
    return question.run()
}

/**
 * Searches for the parameters at which the mean output of a simulator is least.
 *
 * What is not given is as in [Tuning].
 */
public fun minimize(
    vararg inputs: Input,
    output: String? = null,
    freeze: List<Input> = listOf(),
    bounds: Map<Input, ClosedRange<Double>> = mapOf(),
    runs: Long? = null,
    seconds: Double? = null,
    together: Int? = null,
    rate: Double? = null,
    seed: Long? = null,
    run: Inputs.() -> Unit,
): Tuned {
    val search = Tuning.minimize(simulator(run), *inputs)
    return search.with(output, freeze, bounds, runs, seconds, together, rate, seed).run()
}

/**
 * Searches for the parameters at which the mean output of a simulator is largest.
 *
 * What is not given is as in [Tuning].
 */
public fun maximize(
    vararg inputs: Input,
    output: String? = null,
    freeze: List<Input> = listOf(),
    bounds: Map<Input, ClosedRange<Double>> = mapOf(),
    runs: Long? = null,
    seconds: Double? = null,
    together: Int? = null,
    rate: Double? = null,
    seed: Long? = null,
    run: Inputs.() -> Unit,
): Tuned {
    val search = Tuning.maximize(simulator(run), *inputs)
    return search.with(output, freeze, bounds, runs, seconds, together, rate, seed).run()
}

private fun Tuning.with(
    output: String?,
    freeze: List<Input>,
    bounds: Map<Input, ClosedRange<Double>>,
    runs: Long?,
    seconds: Double?,
    together: Int?,
    rate: Double?,
    seed: Long?,
): Tuning {
    output?.let(this::output)
    freeze(*freeze.toTypedArray())
    bounds.forEach { (input, range) -> bounds(input, range.start, range.endInclusive) }
    runs?.let(this::runs)
    seconds?.let(this::orSeconds)
    together?.let(this::together)
    rate?.let(this::rate)
    seed?.let(this::seed)
    return this
}
