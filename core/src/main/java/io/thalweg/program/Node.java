package io.thalweg.program;

import io.thalweg.Adaptive;
import io.thalweg.Distribution;
import io.thalweg.Estimator;
import io.thalweg.Events;
import io.thalweg.Question;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A random node of a program.
 *
 * @param <D> the kind of its law
 */
public final class Node<D extends Distribution> {

  private final Builder owner;
  private final int index;
  private final String name;
  private final Link<D> link;
  private final Estimator<? super D, ?> estimator;
  private final boolean smooth;
  private final List<Node<?>> parents;

  Node(
      Builder owner,
      int index,
      String name,
      Link<D> link,
      Estimator<? super D, ?> estimator,
      boolean smooth,
      List<Node<?>> parents) {
    this.owner = owner;
    this.index = index;
    this.name = name;
    this.link = link;
    this.estimator = estimator;
    this.smooth = smooth;
    this.parents = parents;
  }

  /** The name of the node. */
  public String name() {
    return name;
  }

  /** The parents in the order in which the link sees them. */
  public List<Node<?>> parents() {
    return parents;
  }

  Builder owner() {
    return owner;
  }

  /** The place of the node in its program. */
  int index() {
    return index;
  }

  Link<D> link() {
    return link;
  }

  Optional<Adaptive> learner() {
    return estimator.learner();
  }

  Estimator<? super D, ?> estimator() {
    return estimator;
  }

  /** Whether the estimator may ask for slopes of the costs. */
  boolean isSmooth() {
    return smooth;
  }

  /** The law at the events of the parents, which must have a given number of contexts. */
  Given<D> given(int contexts, Events... events) {
    Given<D> given = link.given(events);
    if (given == null || given.law() == null) {
      throw new IllegalStateException("the link of node '%s' returned no law".formatted(name));
    }
    if (given.law().contexts() != contexts) {
      throw new IllegalStateException(
          "the link of node '%s' returned a law of %d contexts; it must have %d, one for each %s"
              .formatted(
                  name,
                  given.law().contexts(),
                  contexts,
                  events.length == 0 ? "context of the program" : "row of its parents"));
    }
    return given;
  }

  /** Asks the node's estimator about a law of the node. */
  Question<?> ask(Given<?> given, RandomGenerator random) {
    @SuppressWarnings("unchecked") // The link of this node made it.
    D law = (D) given.law();
    return estimator.ask(law, random);
  }

  @Override
  public String toString() {
    return name;
  }
}
