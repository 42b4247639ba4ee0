package io.thalweg.simulation;

import io.thalweg.Events;
import io.thalweg.Finite;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;

/** Walks through all traces of a simulator whose inputs have few outcomes. */
final class Tree implements Inputs {

  private final Parameters at;
  // The branch to take at each draw, and how many there are; draws beyond take the first.
  private final List<Integer> branches;
  private final List<Long> widths = new ArrayList<>();
  private final List<Trace.Step> steps = new ArrayList<>();
  private double probability = 1;

  private Tree(Parameters at, List<Integer> branches) {
    this.at = at;
    this.branches = branches;
  }

  /** Lists all traces. */
  static List<Trace> traces(Simulator simulator, Parameters at) {
    List<Trace> traces = new ArrayList<>();
    List<Integer> branches = new ArrayList<>();
    Tree tree;
    do {
      tree = new Tree(at, branches);
      try {
        simulator.run(tree);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
      traces.add(new Trace(tree.probability, tree.steps));
    } while (advance(branches, tree.widths));
    return traces;
  }

  /** Moves on to the next branch; false after the last. */
  private static boolean advance(List<Integer> branches, List<Long> widths) {
    while (!branches.isEmpty()) {
      int last = branches.size() - 1;
      if (branches.get(last) + 1 < widths.get(last)) {
        branches.set(last, branches.get(last) + 1);
        return true;
      }
      branches.remove(last);
    }
    return false;
  }

  private static Finite finite(Parameters at, int input) {
    return (Finite) Objects.requireNonNull(at.law(input));
  }

  @Override
  public double[] drawAll(Input input) {
    int place = at.index(input);
    Finite law = finite(at, place);
    int draw = widths.size();
    widths.add(law.outcomes());
    if (draw == branches.size()) {
      branches.add(0);
    }
    Events outcome = law.outcomes(branches.get(draw), 1);
    probability *= Math.exp(law.logProbability(outcome)[0]);
    steps.add(new Trace.Draw(place, outcome.values().clone()));
    return outcome.values().clone();
  }

  @Override
  public double draw(Input input) {
    return drawAll(input)[0];
  }

  @Override
  public double read(Input input, int parameter) {
    return at.value(input, parameter);
  }

  @Override
  public RandomGenerator noise() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void cost(String output, double cost) {
    steps.add(new Trace.Cost(output, cost));
  }

  @Override
  public void regenerate() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void length(double length) {
    throw new UnsupportedOperationException();
  }
}
