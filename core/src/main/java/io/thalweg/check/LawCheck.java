package io.thalweg.check;

import io.thalweg.Distribution;
import io.thalweg.support.Require;
import io.thalweg.support.SplitMix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Checks of a law, for those who write one of their own: does it keep the promises on which the
 * estimators rely?
 *
 * <pre>{@code
 * LawCheck check = LawCheck.of(new Rayleigh(Math.log(0.2)), random);
 * System.out.println(check); // one line for each promise
 * check.require(); // throws, with what is wrong
 * }</pre>
 *
 * <p>Shapes and contexts are compared exactly, scores and other derivatives with central
 * differences, and draws by z-tests whose rate of false alarms is 1e-6 for the whole check. A
 * capability, such as a path, is tried by the estimator that relies on it, whose mean must be that
 * of the score estimator. If one of the two means rests on a few large draws, nothing is called
 * wrong. The check takes the law at its present parameters; choose moderate ones, at which every
 * outcome occurs, and two contexts with different parameters.
 *
 * @param law the law
 * @param findings one for each promise that the law makes
 */
public record LawCheck(Distribution law, List<Finding> findings) {

  /** The number of draws by which a law is judged. */
  public static final int DRAWS = 20_000;

  /**
   * The result of one check.
   *
   * @param promise what the law promises
   * @param fault what is wrong; empty if nothing is
   */
  public record Finding(String promise, Optional<String> fault) {

    @Override
    public String toString() {
      return fault
          .map(wrong -> "WRONG  %s: %s".formatted(promise, wrong))
          .orElse("ok     " + promise);
    }
  }

  /** Checks a law with {@link #DRAWS} draws. */
  public static LawCheck of(Distribution law, RandomGenerator random) {
    return of(law, DRAWS, random);
  }

  /**
   * Checks a law.
   *
   * @param draws of each test of means, at least 1,000
   * @throws IllegalArgumentException if there are fewer
   */
  public static LawCheck of(Distribution law, int draws, RandomGenerator random) {
    Require.given("the law", law);
    Require.atLeast(Unbiasedness.Test.LEAST_DRAWS, "the number of draws", draws);
    List<Finding> findings = new ArrayList<>();
    LawShape shape = new LawShape(law, stream(random));
    check("shapes", shape::sizes, findings);
    check("contexts", shape::contexts, findings);
    if (!findings.stream().allMatch(finding -> finding.fault().isEmpty())) {
      // What follows would only say it again, in many ways.
      return new LawCheck(law, List.copyOf(findings));
    }
    new LawDerivatives(law, stream(random))
        .checks()
        .forEach((promise, test) -> check(promise, test, findings));
    new LawDraws(law, draws, stream(random))
        .checks()
        .forEach((promise, test) -> check(promise, test, findings));
    return new LawCheck(law, List.copyOf(findings));
  }

  private static SplitMix stream(RandomGenerator random) {
    return new SplitMix(random.nextLong());
  }

  private static void check(
      String promise, Supplier<Optional<String>> test, List<Finding> findings) {
    Optional<String> fault;
    try {
      fault = test.get();
    } catch (RuntimeException e) {
      fault = Optional.of("it threw " + e);
    }
    findings.add(new Finding(promise, fault));
  }

  /** Returns whether nothing is wrong. */
  public boolean isSound() {
    return findings.stream().allMatch(finding -> finding.fault().isEmpty());
  }

  /**
   * Refuses a law of which anything is wrong.
   *
   * @throws IllegalStateException with all that is wrong
   */
  public void require() {
    if (!isSound()) {
      throw new IllegalStateException(
          findings.stream()
              .filter(finding -> finding.fault().isPresent())
              .map(Finding::toString)
              .collect(Collectors.joining("\n", law + ":\n", "")));
    }
  }

  /** The findings, one in a line. */
  @Override
  public String toString() {
    return findings.stream().map(Finding::toString).collect(Collectors.joining("\n"));
  }
}
