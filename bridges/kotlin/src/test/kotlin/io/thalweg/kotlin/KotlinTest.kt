package io.thalweg.kotlin

import io.thalweg.DifferentiableObjective
import io.thalweg.Objective
import io.thalweg.distribution.Bernoulli
import io.thalweg.distribution.Exponential
import io.thalweg.distribution.Gaussian
import io.thalweg.distribution.Poisson
import io.thalweg.estimator.coupling.DisArm
import io.thalweg.estimator.pathwise.Reparameterization
import io.thalweg.simulation.Input
import io.thalweg.simulation.Parameters
import io.thalweg.simulation.Simulator
import io.thalweg.tune.Sensitivity
import io.thalweg.tune.Tuning
import java.util.SplittableRandom
import kotlin.math.abs
import kotlin.math.pow
import org.junit.jupiter.api.Assertions.assertArrayEquals
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** The extensions give what the calls from Java give, bit for bit. */
class KotlinTest {

    @Test
    fun aLambdaIsAnObjective() {
        val law = Bernoulli.ofLogits(0.2, -1.0, 0.7)
        val estimate = DisArm().estimate(law, SplittableRandom(1)) { x -> (x[0] + 2 * x[1] - x[2] - 0.45).pow(2) }
        val f = Objective { x -> (x[0] + 2 * x[1] - x[2] - 0.45).pow(2) }
        val expected = DisArm().estimate(law, f, SplittableRandom(1))
        assertArrayEquals(expected.gradient(), estimate.gradient())
    }

    @Test
    fun aValueAndAGradientAreASmoothObjective() {
        val law = Gaussian.of(0.5, 2.0)
        val f = smooth(value = { x -> x[0] * x[0] }, gradient = { x -> doubleArrayOf(2 * x[0]) })
        val g = DifferentiableObjective.of({ x -> x[0] * x[0] }, { x -> doubleArrayOf(2 * x[0]) })
        assertArrayEquals(
            Reparameterization().estimate(law, g, SplittableRandom(1)).gradient(),
            Reparameterization().estimate(law, f, SplittableRandom(1)).gradient(),
        )
    }

    /** In the long run 1 / (service - arrivals), within four standard errors. */
    @Test
    fun theQueueMovesAsTheClosedFormDoes() {
        val time = queue(1_000)["time"]
        assertEquals(1.0, time["arrivals rate"].value, 4 * time["arrivals rate"].standardError)
        assertEquals(-1.0, time["service rate"].value, 4 * time["service rate"].standardError)
        assertTrue(time["service rate"].standardError < 0.1)
        main()
    }

    private fun loss(order: Double, demand: Double) = abs(order - demand) + 2 * maxOf(0.0, demand - order)

    @Test
    fun namedArgumentsAreThoseOfTheBuilders() {
        val demand by Poisson.of(20.0)
        val order by setting(15.5)
        val first = Input.of("demand", Poisson.of(20.0))
        val second = Input.setting("order", 15.5)
        val shop = Simulator { it.cost(loss(it.read(second), it.draw(first))) }

        val moved =
            sensitivity(demand, order, within = 0.5, seconds = 60.0, runs = 400, seed = 3, threads = 1) {
                cost(loss(read(order), draw(demand)))
            }
        val question = Sensitivity.of(shop, first, second).within(0.5).orSeconds(60.0)
        assertEquals(question.orRuns(400).seed(3).threads(1).run().responses(), moved.responses())

        val least =
            minimize(
                demand,
                order,
                freeze = listOf(demand),
                bounds = mapOf(order to 0.0..50.0),
                runs = 400,
                together = 16,
                rate = 0.2,
                seed = 3,
            ) {
                cost(loss(read(order), draw(demand)))
            }
        val largest =
            maximize(
                demand,
                order,
                output = "gain",
                freeze = listOf(demand),
                bounds = mapOf(order to 0.0..50.0),
                runs = 400,
                together = 16,
                rate = 0.2,
                seed = 3,
            ) {
                cost("gain", -loss(read(order), draw(demand)))
            }
        val search = Tuning.minimize(shop, first, second).freeze(first).bounds(second, 0.0, 50.0)
        val best = search.runs(400).together(16).rate(0.2).seed(3).run()
        assertEquals(best.parameters()[second], least.parameters[order])
        assertEquals(best.parameters()[second], largest.parameters[order], 1e-9)
        assertTrue(least.parameters[order] > 17)
    }

    @Test
    fun parametersAreReadByTheirInputs() {
        val price by Gaussian.of(1.0, 2.0)
        val rate by Exponential.of(3.0)
        val all = Parameters.of(price, rate)
        assertEquals("price", price.name())
        assertEquals(3.0, all[rate], 1e-12)
        assertEquals(2.0, all[price, 1], 1e-12)
    }
}
