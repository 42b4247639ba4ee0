package io.thalweg.tune;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The answer to a {@link Sensitivity}: how the outputs of a simulator move with its parameters.
 *
 * @param responses one for each output, in the order of its first cost
 * @param confidence of the intervals, such as 0.95
 * @param runs that were made
 * @param seconds that they took
 * @param end why no more runs were made
 */
public record Sensitivities(
    List<Response> responses, double confidence, long runs, double seconds, String end) {

  /**
   * The response of an output.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public Response response(String output) {
    return responses.stream()
        .filter(response -> response.output().equals(output))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no output %s, but there are %s"
                        .formatted(output, responses.stream().map(Response::output).toList())));
  }

  /** The response of the first output. */
  public Response response() {
    return responses.get(0);
  }

  @Override
  public String toString() {
    return responses.stream().map(Response::toString).collect(Collectors.joining())
        + "± is half of a %.0f %% confidence interval.%n%,d runs in %.1f s: %s.%n"
            .formatted(100 * confidence, runs, seconds, end);
  }
}
