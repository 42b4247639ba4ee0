package io.thalweg.simopt;

import java.util.List;

/**
 * Eight problems of the SimOpt library, whose inputs have laws, settings, bits, categories and a
 * simplex.
 *
 * <p>Source: Eckman, Henderson &amp; Shashaani (2023), SimOpt: a testbed for
 * simulation-optimization experiments, INFORMS Journal on Computing 35, doi 10.1287/ijoc.2023.1273;
 * objectives of its own searches are those recorded with its sources in 2026, medians of ten
 * macroreplications.
 */
public final class SimOpt {

  private SimOpt() {}

  /** All problems. */
  public static List<SimOptProblem> all() {
    return List.of(
        ActivityNetwork.problem(),
        SingleServer.problem(),
        Network.problem(),
        Newsvendor.problem(),
        NoisyParabola.problem(),
        FacilitySize.problem(),
        Contamination.problem(),
        Ambulances.problem());
  }

  /**
   * A problem by its id.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public static SimOptProblem problem(String id) {
    return all().stream()
        .filter(problem -> problem.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no problem %s; there are %s"
                        .formatted(id, all().stream().map(SimOptProblem::id).toList())));
  }
}
