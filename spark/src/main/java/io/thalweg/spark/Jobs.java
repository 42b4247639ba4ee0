package io.thalweg.spark;

import io.thalweg.Checked;
import io.thalweg.ObjectiveException;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;

/** Jobs of Spark, and what they say when they fail. */
final class Jobs {

  private Jobs() {}

  /**
   * Runs a task for each part, a partition each, and returns what they answer, in their order.
   *
   * @throws ObjectiveException if Spark gives up, after it has tried again as its settings say
   */
  @SuppressWarnings("IllegalCatch") // Spark throws checked exceptions that it does not declare.
  static <P extends Serializable, R extends Serializable> List<R> run(
      JavaSparkContext spark, List<P> parts, Function<P, R> task) {
    try {
      return spark.parallelize(parts, parts.size()).map(task).collect();
    } catch (Exception e) {
      throw new ObjectiveException("Spark gave up: " + firstLines(e), e);
    }
  }

  /** The lines of a message before the first that is of a stack trace. */
  private static String firstLines(Exception e) {
    return String.valueOf(e.getMessage())
        .lines()
        .takeWhile(line -> !line.startsWith("\tat ") && !line.isBlank())
        .collect(Collectors.joining(" "));
  }

  /** Describes what f threw, on the executor, as no other class of it may be known elsewhere. */
  static String reason(RuntimeException e) {
    return e instanceof ObjectiveException && e.getMessage() != null
        ? e.getMessage()
        : Checked.described(e);
  }
}
