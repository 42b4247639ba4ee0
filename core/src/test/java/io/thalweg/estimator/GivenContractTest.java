package io.thalweg.estimator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Distribution;
import io.thalweg.Drawn;
import io.thalweg.Events;
import io.thalweg.support.SplitMix;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every estimator of the registry asks f at an event that was drawn already, in its first row; the
 * exceptions are listed here, so that a new estimator must be placed. {@code ContractTest} shows
 * that f is asked once.
 */
@Tag("proof")
class GivenContractTest {

  /**
   * Estimators that draw from another law, make events of uniform numbers, or ask f between the
   * outcomes may miss the event.
   */
  static final Set<String> ELSEWHERE =
      Set.of(
          "importance_sampling",
          "risk_importance",
          "antithetic_reparameterization",
          "sobol_reparameterization",
          "mirrored_score",
          "finite_difference",
          "spsa",
          "probability_flow",
          "sobol_flow",
          "learned_flow",
          "gumbel_softmax");

  /** Estimators that ask at the event after the mean, or among the outcomes that they list. */
  static final Set<String> LATER =
      Set.of(
          "muprop",
          "muprop_scaled",
          "muprop_second_order",
          "enumeration",
          "rao_blackwell",
          "sum_and_sample");

  private static final int SEEDS = 20;
  private static final Map<Trial, Set<Place>> PLACES = new ConcurrentHashMap<>();

  private enum Place {
    FIRST,
    LATER,
    NOWHERE
  }

  static List<Trial> trials() {
    return Trial.all().stream().filter(trial -> trial.problem().law() instanceof Drawn).toList();
  }

  /** The places of events that were taken among those that an estimator asks. */
  private static Set<Place> places(Trial trial) {
    return PLACES.computeIfAbsent(trial, GivenContractTest::look);
  }

  private static Set<Place> look(Trial trial) {
    SplitMix random = trial.random("given");
    Drawn law = (Drawn) trial.problem().law();
    Set<Place> places = EnumSet.noneOf(Place.class);
    for (int n = 0; n < SEEDS; n++) {
      Events taken = law.sample(1, random);
      Distribution given = law.given(taken);
      Events asked = trial.estimator().ask(given, random).events();
      for (int c = 0; c < law.contexts(); c++) {
        places.add(place(taken, c, asked));
      }
    }
    return places;
  }

  private static Place place(Events taken, int context, Events asked) {
    for (int row = 0; row < asked.count(); row++) {
      boolean own = asked.context(row) == context;
      if (own && Arrays.equals(asked.point(row), taken.point(context))) {
        return row == context ? Place.FIRST : Place.LATER;
      }
    }
    return Place.NOWHERE;
  }

  @ParameterizedTest
  @MethodSource("trials")
  void takenEventIsAskedInItsPlace(Trial trial) {
    String id = trial.recipe().id();
    Set<Place> places = places(trial);
    if (LATER.contains(id)) {
      assertTrue(!places.contains(Place.NOWHERE));
    } else if (!ELSEWHERE.contains(id)) {
      assertEquals(Set.of(Place.FIRST), places);
    }
  }

  /** Finds estimators that are listed as exceptions, and need not be. */
  @Test
  void everyExceptionDoesWithoutTheEventOrAsksForItLater() {
    Map<String, Set<Place>> found =
        trials().stream()
            .collect(
                Collectors.toMap(
                    trial -> trial.recipe().id(),
                    GivenContractTest::places,
                    (one, other) ->
                        Stream.of(one, other).flatMap(Set::stream).collect(Collectors.toSet()),
                    TreeMap::new));
    assertEquals(new TreeSet<>(ELSEWHERE), those(found, Place.NOWHERE));
    Set<String> later = those(found, Place.LATER);
    later.removeAll(ELSEWHERE);
    assertEquals(new TreeSet<>(LATER), later);
  }

  private static Set<String> those(Map<String, Set<Place>> found, Place place) {
    return found.keySet().stream()
        .filter(id -> found.get(id).contains(place))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
