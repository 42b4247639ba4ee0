package io.thalweg.simulation;

import io.thalweg.Finite;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import io.thalweg.support.Streams;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A simulator of few traces, and a run for each of them. */
final class Enumerated {

  private static final long SEED = 5;

  private final String name;
  private final Simulator simulator;
  private final Parameters at;
  private final List<Trace> traces;
  private final List<Run> runs = new ArrayList<>();

  private Enumerated(String name, List<Finite> laws, Function<Input[], Simulator> simulator) {
    this.name = name;
    List<Told.Script> scripts = laws.stream().map(law -> new Told.Script()).toList();
    Input[] inputs = new Input[laws.size()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = Input.of("input " + i, new Told(laws.get(i), scripts.get(i)));
    }
    this.simulator = simulator.apply(inputs);
    this.at = Parameters.of(inputs);
    this.traces = Tree.traces(this.simulator, at);
    for (int t = 0; t < traces.size(); t++) {
      for (int i = 0; i < inputs.length; i++) {
        scripts.get(i).put(Streams.named(SEED, inputs[i].name(), t), traces.get(t).events(i));
      }
      runs.add(Run.of(this.simulator, at, SEED, t));
    }
  }

  /** Simulators of which every one differs from the others in what a credit may get wrong. */
  static List<Enumerated> all() {
    return List.of(retries(), branches(), vectors(), readings());
  }

  /** Draws as often as it fails, with costs between the draws. */
  static Enumerated retries() {
    return new Enumerated(
        "retries",
        List.of(Bernoulli.of(0.6)),
        inputs ->
            in -> {
              int failed = 0;
              while (failed < 4 && in.draw(inputs[0]) == 1) {
                failed++;
                in.cost(1 + failed);
              }
              in.cost(0.5 * failed * failed);
            });
  }

  /** One input says how often another is drawn, and may be drawn again; costs before all draws. */
  static Enumerated branches() {
    return new Enumerated(
        "branches",
        List.of(Categorical.of(0.2, 0.5, 0.3), Bernoulli.of(0.3)),
        inputs ->
            in -> {
              in.cost("late", 3);
              int kind = (int) in.draw(inputs[0]);
              in.cost(kind);
              double ones = 0;
              for (int i = 0; i < kind; i++) {
                ones += in.draw(inputs[1]);
                in.cost("late", ones - i);
              }
              if (ones > 0) {
                in.cost("again", 2 + in.draw(inputs[0]) * ones);
                in.cost(kind * ones);
              }
            });
  }

  /** Draws vectors, of which the second is seldom wanted. */
  static Enumerated vectors() {
    return new Enumerated(
        "vectors",
        List.of(Bernoulli.of(0.3, 0.6)),
        inputs ->
            in -> {
              double[] first = in.drawAll(inputs[0]);
              in.cost(first[0] - 2 * first[1]);
              if (first[0] == 1) {
                double[] second = in.drawAll(inputs[0]);
                in.cost(3 * first[1] * second[0] + second[1]);
                in.cost("rare", 1 + second[0] * second[1]);
              }
            });
  }

  /** Costs depend on a parameter in two ways: by draws, and by what is read. */
  static Enumerated readings() {
    return new Enumerated(
        "readings",
        List.of(Bernoulli.of(0.4), Categorical.of(0.5, 0.2, 0.3)),
        inputs ->
            in -> {
              double bit = in.draw(inputs[0]);
              in.cost(bit * in.read(inputs[0]));
              if (bit == 1) {
                in.cost(in.draw(inputs[1]) * in.read(inputs[1], 2) - in.read(inputs[1], 0));
              }
            });
  }

  Parameters at() {
    return at;
  }

  Simulator simulator() {
    return simulator;
  }

  List<Trace> traces() {
    return traces;
  }

  List<Run> runs() {
    return runs;
  }

  List<String> outputs() {
    return runs.stream().flatMap(run -> run.outputs().stream()).distinct().toList();
  }

  /** The mean total of an output at other parameters. */
  double mean(String output, double[] theta) {
    return Tree.traces(simulator, at.at(theta)).stream()
        .mapToDouble(trace -> trace.probability() * trace.total(output))
        .sum();
  }

  /** The gradient of the mean total, by the score of each trace, where nothing is read. */
  double[] gradient(String output) {
    double[] gradient = new double[at.count()];
    for (Trace trace : traces) {
      double[] score = trace.score(at);
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] += trace.probability() * trace.total(output) * score[i];
      }
    }
    return gradient;
  }

  /** The mean of an estimate over all ways in which so many independent runs can go. */
  double[] mean(int together, Function<List<Integer>, double[]> estimate) {
    double[] mean = new double[1 + at.count()];
    addAll(new ArrayList<>(), together, 1, estimate, mean);
    return mean;
  }

  private void addAll(
      List<Integer> drawn,
      int together,
      double probability,
      Function<List<Integer>, double[]> estimate,
      double[] mean) {
    if (drawn.size() == together) {
      double[] estimated = estimate.apply(drawn);
      for (int i = 0; i < mean.length; i++) {
        mean[i] += probability * estimated[i];
      }
      return;
    }
    for (int t = 0; t < traces.size(); t++) {
      drawn.add(t);
      addAll(drawn, together, probability * traces.get(t).probability(), estimate, mean);
      drawn.remove(drawn.size() - 1);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
