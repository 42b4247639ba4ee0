package io.thalweg.kotlin

import io.thalweg.distribution.Exponential
import io.thalweg.tune.Sensitivities

private val arrivals by Exponential.of(1.0)
private val service by Exponential.of(2.0)

/** Asks a queue how the time of its customers moves with the rates of arrival and of service. */
internal fun queue(runs: Long): Sensitivities =
    sensitivity(arrivals, service, runs = runs, seed = 1) {
        var wait = 0.0
        repeat(400) {
            if (wait == 0.0) {
                regenerate()
            }
            val time = wait + draw(service)
            cost("time", time / 400)
            wait = maxOf(0.0, time - draw(arrivals))
        }
    }

fun main() {
    val time = queue(1_000)["time"]
    println("a customer takes ${time.mean}; another unit of service changes it by ${time["service rate"]}")
}
