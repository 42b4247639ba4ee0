package io.thalweg.simopt;

import io.thalweg.distribution.Categorical;
import io.thalweg.simulation.Input;
import io.thalweg.simulation.Simulator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * EXAMPLE-2: a parabola of four whole numbers from -4 to 4, with normal noise.
 *
 * <pre>
 *   E [sum_i (x_i - i)^2 + N(0, 1)],   least at (1, 2, 3, 4), where it is 0
 * </pre>
 *
 * <p>Each number is drawn from nine probabilities, equal at first; the likeliest is recommended.
 */
final class NoisyParabola {

  private static final int VARIABLES = 4;
  private static final int LEAST = -4;

  private NoisyParabola() {}

  static SimOptProblem problem() {
    List<Input> numbers =
        IntStream.rangeClosed(1, VARIABLES)
            .mapToObj(i -> Input.of("number %d".formatted(i), Categorical.ofLogits(new double[9])))
            .toList();
    Simulator simulator =
        in -> {
          double sum = in.noise().nextGaussian();
          for (int i = 0; i < VARIABLES; i++) {
            double x = LEAST + in.draw(numbers.get(i));
            sum += (x - (i + 1)) * (x - (i + 1));
          }
          in.cost(sum);
        };
    return new SimOptProblem(
        "example_2",
        "Parabola of four whole numbers with noise",
        simulator,
        numbers,
        false,
        at -> 0,
        tuning -> tuning,
        Decisions::likeliest,
        1_000,
        0,
        Map.of("DASSO", 2.49));
  }
}
