package io.thalweg.distribution;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Averaged;
import io.thalweg.Cumulative;
import io.thalweg.Distribution;
import io.thalweg.Events;
import io.thalweg.Ordinal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Laws against arithmetic of 50 digits, at moderate and at extreme parameters.
 *
 * <p>{@code reference.py}, beside the tables, computes them from the definitions of the laws. The
 * condition of a value is how much it moves as its inputs move by one unit of their own size. A
 * function that is exact for inputs whose last digits differ is as near as this times a few
 * roundings.
 */
class ReferenceTest {

  // For sums of some tens of terms, and for the elementary functions in them.
  private static final double ROUNDINGS = 64 * 0x1p-53;

  private static final Map<String, Function<double[], Distribution>> LAWS =
      Map.ofEntries(
          entry("betabinomial", theta -> BetaBinomial.of((int) theta[0], 1, 1).at(tail(theta))),
          entry(
              "zeroinflated", theta -> ZeroInflated.of(NegativeBinomial.of(1, 0.5), 0.5).at(theta)),
          entry("multinomial", theta -> Multinomial.ofLogits((int) theta[0], tail(theta))),
          entry("markovchain", ReferenceTest::chain),
          entry("binomial", theta -> Binomial.ofLogits((int) theta[0], tail(theta))),
          entry("gumbel", theta -> Gumbel.of(0, 1).at(theta)),
          entry("halfnormal", theta -> HalfNormal.of(1).at(theta)),
          entry("inversegamma", theta -> InverseGamma.of(1, 1).at(theta)),
          entry("kumaraswamy", theta -> Kumaraswamy.of(1, 1).at(theta)),
          entry("logitnormal", theta -> Mapped.logitNormal(0, 1).at(theta)),
          entry("pareto", theta -> Pareto.ofParameters(theta[0], theta[1])),
          entry("pert", ReferenceTest::pert),
          entry(
              "truncatednormal",
              theta ->
                  TruncatedNormal.of(0, 1, theta[0], theta[1])
                      .at(new double[] {theta[2], theta[3]})),
          entry("subset", theta -> Subset.ofLogits((int) theta[0], tail(theta))));

  private static Map.Entry<String, Function<double[], Distribution>> entry(
      String name, Function<double[], Distribution> law) {
    return Map.entry(name, law);
  }

  /** The parameters after the first, which is a constant of the law. */
  private static double[] tail(double[] theta) {
    return Arrays.copyOfRange(theta, 1, theta.length);
  }

  private static MarkovChain chain(double[] theta) {
    int states = (int) theta[1];
    double[] logits = Arrays.copyOfRange(theta, 2, theta.length);
    return MarkovChain.ofLogits((int) theta[0], new double[states], new double[states][states])
        .at(logits);
  }

  private static Mapped pert(double[] theta) {
    Increasing map = Increasing.between(theta[0], theta[1]);
    return Mapped.of(Beta.ofParameters(new double[] {theta[2]}, new double[] {theta[3]}), map);
  }

  /** A line of the table. */
  private record Line(
      String law, double[] theta, double[] x, String quantity, double value, double condition) {

    static Line of(String text) {
      String[] parts = text.split(",", -1);
      String[] law = parts[0].split(" ", 2);
      String constants = law.length > 1 ? law[1] + " " : "";
      return new Line(
          law[0],
          numbers(constants + parts[1]),
          numbers(parts[2]),
          parts[3],
          Double.parseDouble(parts[4]),
          Double.parseDouble(parts[5]));
    }

    private static double[] numbers(String text) {
      return Arrays.stream(text.split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
    }

    String title() {
      return "%s%s at %s: %s".formatted(law, Arrays.toString(theta), Arrays.toString(x), quantity);
    }
  }

  private static List<Line> lines(String law) {
    String file = "reference/%s.csv".formatted(law);
    var table = Objects.requireNonNull(ReferenceTest.class.getResourceAsStream(file));
    try (var reader = new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8))) {
      return reader.lines().map(Line::of).toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static Set<String> laws() {
    return LAWS.keySet();
  }

  @ParameterizedTest
  @MethodSource("laws")
  void valuesAreExactToAFewRoundings(String law) {
    Map<String, Double> errors = new LinkedHashMap<>();
    List<Line> lines = lines(law);
    for (Line line : lines) {
      double value = value(line);
      double error = Math.abs(value - line.value());
      double unit = ROUNDINGS * (Math.abs(line.value()) + line.condition()) + Double.MIN_NORMAL;
      if (!(error <= unit)) {
        errors.put(line.title() + " is " + value + ", not " + line.value(), error / unit);
      }
    }
    assertTrue(lines.size() >= 20);
    assertTrue(errors.isEmpty(), errors::toString);
  }

  private static double value(Line line) {
    Distribution law = LAWS.get(line.law()).apply(line.theta());
    String[] words = line.quantity().split(" ", -1);
    int index = words.length > 1 ? Integer.parseInt(words[1]) : 0;
    return switch (words[0]) {
      case "log" -> law.logProbability(event(law, line))[0];
      case "score" -> law.scores(event(law, line))[index];
      case "slope" -> ((Cumulative) law).densityGradient(event(law, line))[0];
      case "cumulative" -> ((Cumulative) law).cumulative(event(law, line))[0];
      case "quantile" -> ((Cumulative) law).transform(line.x()).values()[0];
      case "velocity" -> velocity((Cumulative) law, event(law, line), index);
      case "rate" -> rate((Ordinal) law, event(law, line), index);
      case "marginal" -> ((Averaged) law).mean().points().points()[place(law, line)];
      case "slope-of-mean" -> slopeOfMean((Averaged) law, place(law, line), index);
      case "mean" -> ((Averaged) law).mean().points().points()[(int) line.x()[0]];
      case "covariance" -> covariance((Averaged) law, (int) line.x()[0], (int) line.x()[1]);
      default -> throw new IllegalStateException(line.quantity());
    };
  }

  private static Events event(Distribution law, Line line) {
    return Events.of(line.x(), law.shape());
  }

  /** The place of a state at a step. */
  private static int place(Distribution law, Line line) {
    int step = (int) line.x()[0];
    int state = (int) line.x()[1];
    return step * law.shape().categories() + state;
  }

  private static double slopeOfMean(Averaged law, int place, int parameter) {
    double[] cotangents = new double[law.shape().pointSize()];
    cotangents[place] = 1;
    return law.mean().pullback(law, cotangents)[parameter];
  }

  private static double velocity(Cumulative law, Events event, int parameter) {
    double[] velocity = new double[law.dimension()];
    law.velocity().pullback(event, new double[] {1}, 0, velocity);
    return velocity[parameter];
  }

  private static double rate(Ordinal law, Events event, int parameter) {
    double[] rates = new double[law.dimension()];
    law.addTransport(event, new double[] {1}, rates);
    return rates[parameter];
  }

  private static double covariance(Averaged law, int i, int j) {
    double[] cotangents = new double[law.dimension()];
    cotangents[j] = 1;
    return law.mean().pullback(law, cotangents)[i];
  }
}
