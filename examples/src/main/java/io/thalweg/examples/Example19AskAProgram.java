package io.thalweg.examples;

import io.thalweg.Estimate;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.estimator.coupling.DisArm;
import io.thalweg.objective.Command;
import io.thalweg.objective.Fallible;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Estimates the gradient of an f that is a program in another language.
 *
 * <p>The program reads an event from each line and answers with a line. This one is written for a
 * shell, which every Unix has; it would look no different in Python, Julia or C.
 */
public final class Example19AskAProgram {

  /** Takes the numbers between the brackets of {"x": [1, 0, 1]} apart. */
  static final String PROGRAM =
      """
      while read -r line; do
        x=${line#*[}
        x=${x%%]*}
        a=${x%%,*}
        c=${x##*, }
        x=${x#*, }
        b=${x%%,*}
        echo "{\\"value\\": $(((a + 2 * b - c) * (a + 2 * b - c)))}"
      done
      """;

  private Example19AskAProgram() {}

  /** Prints an estimate. */
  public static void main(String[] arguments) {
    var law = Bernoulli.ofLogits(0.2, -1.0, 0.7);
    System.out.println(Arrays.toString(estimate(law, new SplittableRandom(1)).gradient()));
  }

  static Estimate estimate(Bernoulli law, RandomGenerator random) {
    try (Fallible f =
        Command.of("sh", "-c", PROGRAM).timeLimit(Duration.ofSeconds(10)).retries(1)) {
      return new DisArm().estimate(law, f, random);
    }
  }
}
