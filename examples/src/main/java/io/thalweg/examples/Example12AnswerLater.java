package io.thalweg.examples;

import io.thalweg.Estimate;
import io.thalweg.Evaluation;
import io.thalweg.Objective;
import io.thalweg.Question;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.estimator.score.Rloo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Asks for f now and is answered later, by another process, in another order.
 *
 * <p>f may run in a queue of jobs, on a cluster or in a laboratory. This program writes the events
 * of three questions to files and starts another Java that knows f. That one answers the last
 * question first. The estimates are those that f would have given at once, bit for bit.
 */
public final class Example12AnswerLater {

  private static final int QUESTIONS = 3;

  private Example12AnswerLater() {}

  /** Prints the estimates, or answers the questions of a folder if one is named. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length == 1) {
      answerAll(Path.of(arguments[0]));
      return;
    }
    for (Estimate estimate : estimates(Files.createTempDirectory("questions"))) {
      System.out.println(Arrays.toString(estimate.gradient()));
    }
  }

  /** The estimates that another process answered. */
  static List<Estimate> estimates(Path folder) throws IOException, InterruptedException {
    List<Question<Objective>> questions = new ArrayList<>();
    for (int number = 0; number < QUESTIONS; number++) {
      Question<Objective> question = ask(number);
      write(folder.resolve("events" + number), question.events().values(), 3);
      questions.add(question);
    }
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = System.getProperty("java.class.path");
    String program = Example12AnswerLater.class.getName();
    new ProcessBuilder(java, "-cp", classPath, program, folder.toString())
        .inheritIO()
        .start()
        .waitFor();
    List<Estimate> estimates = new ArrayList<>();
    for (int number = 0; number < QUESTIONS; number++) {
      double[] values = read(folder.resolve("values" + number), 1);
      estimates.add(questions.get(number).answer(Evaluation.of(values)));
    }
    return estimates;
  }

  /** Asks the question of a number; it is always the same, also after a restart. */
  static Question<Objective> ask(int number) {
    var law = Bernoulli.ofLogits(0.2, -1.0, 0.7);
    return new Rloo(4).ask(law, new SplittableRandom(number));
  }

  /** The objective that only the other process knows. */
  static double f(double[] x) {
    return Math.pow(x[0] + 2 * x[1] - x[2] - 0.45, 2);
  }

  private static void answerAll(Path folder) throws IOException {
    for (int number = QUESTIONS - 1; number >= 0; number--) {
      double[] events = read(folder.resolve("events" + number), 3);
      double[] values = new double[events.length / 3];
      for (int row = 0; row < values.length; row++) {
        values[row] = f(Arrays.copyOfRange(events, 3 * row, 3 * row + 3));
      }
      write(folder.resolve("values" + number), values, 1);
    }
  }

  /** A row a line; a double in decimal keeps all of its bits. */
  private static void write(Path file, double[] numbers, int width) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < numbers.length; row += width) {
      lines.add(
          Arrays.stream(numbers, row, row + width)
              .mapToObj(Double::toString)
              .collect(Collectors.joining(" ")));
    }
    Files.write(file, lines);
  }

  private static double[] read(Path file, int width) throws IOException {
    return Files.readAllLines(file).stream()
        .flatMap(line -> Arrays.stream(line.split(" ", width)))
        .mapToDouble(Double::parseDouble)
        .toArray();
  }
}
