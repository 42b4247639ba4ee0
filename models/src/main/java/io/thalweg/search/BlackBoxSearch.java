package io.thalweg.search;

import io.thalweg.Factorized;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** A search for the parameters of bits or categories at which E f is least, by values of f. */
public interface BlackBoxSearch {

  /** The name in tables. */
  String name();

  /**
   * Searches while evaluations are left.
   *
   * @param start a Bernoulli or Categorical law of one context
   * @param recommend is told each law that is the best one from now on, after the evaluations that
   *     led to it
   */
  void run(Factorized start, Budgeted f, RandomGenerator random, Consumer<Factorized> recommend);

  /**
   * Lists the searches that are compared.
   *
   * @param rate the learning rate of those that descend by Adam
   */
  static List<BlackBoxSearch> all(double rate) {
    return List.of(
        new SurrogateSearch(),
        new AdamSearch("regression", rate),
        new AdamSearch("rloo", rate),
        new AdamSearch("disarm", rate),
        new CrossEntropy(),
        new CmaEs(),
        new LocalSearch());
  }
}
