package io.thalweg.estimator.combinator;

import io.thalweg.Contexts;
import io.thalweg.Distribution;
import io.thalweg.Estimand;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.Question;
import io.thalweg.support.Require;
import io.thalweg.support.SplitMix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * Distributes the contexts of a law over threads.
 *
 * <p>Contexts are estimated in parts of a given size, each with random numbers of its own, so that
 * the result is the same for any number of threads. f is called once for each part, by several
 * threads at once; it sees ragged events with the law's numbers of contexts. Needs: what the
 * estimator needs, but nothing that learns. Cost and bias: those of the estimator.
 *
 * @param estimator the estimator of each part
 * @param executor the executor of the parts; none of its threads may call this estimator, because
 *     it would wait for itself
 * @param contexts the number of contexts of a part
 * @param <D> what the law must be able to do
 * @param <F> what the objective must be able to do
 */
public record Parallel<D extends Distribution, F extends Objective>(
    Estimator<? super D, ? super F> estimator, Executor executor, int contexts)
    implements Estimator<D, F> {

  /**
   * Makes an estimator with a number of contexts for each part.
   *
   * @throws IllegalArgumentException if a part has less than one context or the estimator learns
   */
  public Parallel {
    Require.atLeast(1, "the number of contexts of a part", contexts);
    Require.given("the estimator of a part", estimator);
    Require.given("the executor", executor);
    if (estimator.learner().isPresent()) {
      throw new IllegalArgumentException(
          "an estimator that learns must see all contexts at once, but %s was to be shared out"
              .formatted(estimator));
    }
  }

  /**
   * Asks for all parts in one question. Whoever answers it evaluates f on their own threads; {@link
   * #estimate} calls f on the threads of the executor.
   */
  @Override
  public Question<? super F> ask(D law, RandomGenerator random) {
    List<Question<? super F>> parts = new ArrayList<>();
    for (int from = 0; from < law.contexts(); from += contexts) {
      parts.add(ask(law, from, new SplitMix(random.nextLong())));
    }
    return Parts.together(law, parts);
  }

  @Override
  public Estimate estimate(D law, F objective, RandomGenerator random) {
    Require.given("the law", law);
    Require.given("the objective", objective);
    Require.given("the random generator", random);
    List<CompletableFuture<Estimate>> tasks = new ArrayList<>();
    for (int from = 0; from < law.contexts(); from += contexts) {
      int first = from;
      SplitMix own = new SplitMix(random.nextLong());
      tasks.add(CompletableFuture.supplyAsync(() -> ask(law, first, own).put(objective), executor));
    }
    try {
      CompletableFuture.allOf(tasks.toArray(CompletableFuture[]::new)).join();
      return Parts.estimate(law, tasks.stream().map(CompletableFuture::join).toList());
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw e;
    }
  }

  private Question<? super F> ask(D law, int from, RandomGenerator random) {
    D some = Contexts.range(law, from, Math.min(from + contexts, law.contexts()));
    return estimator.ask(some, random).seen(events -> events.among(from, law.contexts()));
  }

  @Override
  public Estimand estimand() {
    return estimator.estimand();
  }

  @Override
  public Optional<String> bias() {
    return estimator.bias();
  }
}
