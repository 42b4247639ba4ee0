package io.thalweg.program;

import io.thalweg.Differences;
import io.thalweg.Distribution;
import io.thalweg.Estimator;
import io.thalweg.Evaluation;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A graph of discrete nodes with tables, as a program and as a sum over all outcomes.
 *
 * <p>The sum knows nothing of credit: it is the probability of every outcome times all costs.
 *
 * @param vertices the nodes in order
 * @param summands the costs, with parameters of their own
 * @param entropies the nodes whose -log q is a cost
 * @param parameters of all tables, then of all costs
 */
record Graph(
    String name,
    List<Vertex> vertices,
    List<Summand> summands,
    List<Integer> entropies,
    double[] parameters) {

  /** A node of bits, where there is one category, or of categories. */
  record Vertex(String name, int variables, int categories, int... parents) {

    int values() {
      return categories == 1 ? 2 : categories;
    }

    int outcomes() {
      return (int) Math.pow(values(), variables);
    }

    int dimension() {
      return variables * categories;
    }

    Distribution kind() {
      return categories == 1
          ? Bernoulli.ofLogits(new double[variables])
          : Categorical.ofLogits(new double[variables * categories], categories);
    }
  }

  /** A cost w * f(x) of its own parameter w. */
  record Summand(String name, double weight, Function f, int... looksAt) {}

  /** A function of the events of some nodes. */
  interface Function {
    double of(double[][] x);
  }

  private static final Vertex X = new Vertex("x", 1, 1);

  static Graph chain() {
    return bits("chain", new Vertex("y", 1, 1, 0), new Vertex("z", 2, 1, 1));
  }

  static Graph fork() {
    return bits("fork", new Vertex("y", 1, 1, 0), new Vertex("z", 2, 1, 0));
  }

  static Graph collider() {
    return bits("collider", new Vertex("y", 1, 1), new Vertex("z", 2, 1, 0, 1));
  }

  private static Graph bits(String name, Vertex y, Vertex z) {
    return of(
        name,
        List.of(X, y, z),
        List.of(
            new Summand("on x", -2, x -> 2 * x[0][0], 0),
            new Summand("on x, y", -1, x -> (x[0][0] == x[1][0] ? 3 : 0) + 2 * x[1][0], 0, 1),
            new Summand("on z", 1.6, x -> 2 * x[0][0] + 3 * x[0][1], 2),
            new Summand("on y, z", -1.2, x -> x[0][0] == x[1][1] ? 0 : 3, 1, 2)),
        List.of(1));
  }

  /** A chain of categories and bits. */
  static Graph categories() {
    return of(
        "categories",
        List.of(new Vertex("x", 1, 3), new Vertex("y", 1, 1, 0), new Vertex("z", 1, 3, 1)),
        List.of(
            new Summand("on x", -2, x -> x[0][0] == 1 ? 2 : 0, 0),
            new Summand("on x, y", -1, x -> 2 * x[0][0] * x[1][0], 0, 1),
            new Summand("on z", 1.1, x -> 2 * x[0][0], 2),
            new Summand("on y, z", -1.2, x -> x[0][0] == 0 == (x[1][0] == 0) ? 4 : 0, 1, 2)),
        List.of(0));
  }

  static Graph of(
      String name, List<Vertex> vertices, List<Summand> summands, List<Integer> entropies) {
    int tables = 0;
    for (int j = 0; j < vertices.size(); j++) {
      tables += rows(vertices, j) * vertices.get(j).dimension();
    }
    double[] parameters = new double[tables + summands.size()];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] =
          i < tables ? 0.8 * Math.sin(2.3 * i + 2.7) : summands.get(i - tables).weight();
    }
    return new Graph(name, vertices, summands, entropies, parameters);
  }

  private static int rows(List<Vertex> vertices, int node) {
    return Arrays.stream(vertices.get(node).parents())
        .map(parent -> vertices.get(parent).outcomes())
        .reduce(1, (a, b) -> a * b);
  }

  /** Returns this graph with other weights of its costs. */
  Graph withWeights(double... weights) {
    double[] other = parameters.clone();
    System.arraycopy(weights, 0, other, other.length - weights.length, weights.length);
    List<Summand> reweighted =
        IntStream.range(0, weights.length)
            .mapToObj(
                s ->
                    new Summand(
                        summands.get(s).name(),
                        weights[s],
                        summands.get(s).f(),
                        summands.get(s).looksAt()))
            .toList();
    return new Graph(name, vertices, reweighted, entropies, other);
  }

  /** Returns this graph without costs of -log q. */
  Graph withoutEntropies() {
    return new Graph(name, vertices, summands, List.of(), parameters);
  }

  /** The mean of all costs, by enumeration. */
  double mean(double[] theta) {
    double[] mean = {0};
    enumerate(theta, (x, logs) -> mean[0] += Math.exp(sum(logs)) * total(theta, x, logs));
    return mean[0];
  }

  double[] gradient() {
    return Differences.gradient(this::mean, parameters);
  }

  /** The number of parameters of each table, then of each cost. */
  int[] blocks() {
    return IntStream.concat(
            IntStream.range(0, vertices.size())
                .map(j -> rows(vertices, j) * vertices.get(j).dimension()),
            summands.stream().mapToInt(summand -> 1))
        .toArray();
  }

  static double sum(double[] numbers) {
    return Arrays.stream(numbers).sum();
  }

  /** The sum of all costs at an outcome. */
  double total(double[] theta, double[][] x, double[] logs) {
    double total = 0;
    int own = theta.length - summands.size();
    for (Summand summand : summands) {
      double[][] seen =
          Arrays.stream(summand.looksAt()).mapToObj(k -> x[k]).toArray(double[][]::new);
      total += theta[own++] * summand.f().of(seen);
    }
    for (int node : entropies) {
      total -= logs[node];
    }
    return total;
  }

  /** The function of an outcome of all nodes and of the log-probability of each node. */
  interface Outcome {
    void accept(double[][] x, double[] logs);
  }

  /** Visits every outcome; that of the first node changes fastest. */
  void enumerate(double[] theta, Outcome outcome) {
    int all = vertices.stream().mapToInt(Vertex::outcomes).reduce(1, (a, b) -> a * b);
    for (int n = 0; n < all; n++) {
      int digits = n;
      double[][] x = new double[vertices.size()][];
      double[] logs = new double[vertices.size()];
      int at = 0;
      for (int j = 0; j < x.length; j++) {
        Vertex vertex = vertices.get(j);
        x[j] = new double[vertex.variables()];
        for (int i = 0; i < x[j].length; i++) {
          x[j][i] = digits % vertex.values();
          digits /= vertex.values();
        }
        logs[j] = log(theta, at + row(j, x) * vertex.dimension(), vertex, x[j]);
        at += rows(vertices, j) * vertex.dimension();
      }
      outcome.accept(x, logs);
    }
  }

  private int row(int node, double[][] x) {
    int row = 0;
    int stride = 1;
    for (int parent : vertices.get(node).parents()) {
      for (double value : x[parent]) {
        row += (int) (value * stride);
        stride *= vertices.get(parent).values();
      }
    }
    return row;
  }

  private static double log(double[] theta, int at, Vertex vertex, double[] x) {
    double log = 0;
    for (int i = 0; i < x.length; i++) {
      double own = 0;
      double sum = vertex.categories() == 1 ? 1 + Math.exp(theta[at + i]) : 0;
      if (vertex.categories() == 1) {
        own = x[i] * theta[at + i];
      } else {
        for (int k = 0; k < vertex.categories(); k++) {
          sum += Math.exp(theta[at + i * vertex.categories() + k]);
        }
        own = theta[at + i * vertex.categories() + (int) x[i]];
      }
      log += own - Math.log(sum);
    }
    return log;
  }

  /** A cost of one parameter, whose gradient adds up. */
  private record Weighted(Function f, double weight, double[] gradient) implements Cost {

    @Override
    public Evaluation evaluate(Events... nodes) {
      double[] plain = new double[nodes[0].count()];
      double[] values = new double[plain.length];
      double[][] x =
          Arrays.stream(nodes).map(node -> new double[node.size()]).toArray(double[][]::new);
      for (int row = 0; row < plain.length; row++) {
        for (int k = 0; k < x.length; k++) {
          System.arraycopy(nodes[k].values(), row * x[k].length, x[k], 0, x[k].length);
        }
        plain[row] = f.of(x);
        values[row] = weight * plain[row];
      }
      return new Evaluation() {
        @Override
        public double[] values() {
          return values;
        }

        @Override
        public void pullback(double[] weights) {
          for (int row = 0; row < plain.length; row++) {
            gradient[0] += weights[row] * plain[row];
          }
        }
      };
    }
  }

  /**
   * The graph as a program.
   *
   * @param nodes in order
   * @param tables the links of the nodes
   */
  record Built(
      Program program, List<Node<?>> nodes, List<Table<?>> tables, List<double[]> ownGradients) {

    /** Pulls estimates back and returns the gradient in all parameters, for a context. */
    double[] gradient(Estimates estimates) {
      estimates.pullback(1.0 / program.contexts());
      List<double[]> parts = new ArrayList<>();
      for (Table<?> table : tables) {
        parts.add(table.gradient());
        table.update((parameters, gradient) -> {});
      }
      for (double[] own : ownGradients) {
        parts.add(own.clone());
        own[0] = 0;
      }
      return parts.stream().flatMapToDouble(Arrays::stream).toArray();
    }

    double[] gradient(RandomGenerator random) {
      return gradient(program.estimate(random));
    }
  }

  /**
   * Makes the program with an estimator for each node.
   *
   * @param change is given the number and the value of a cost
   * @param more declares more
   */
  Built program(
      int contexts,
      IntFunction<Estimator<Distribution, Objective>> estimators,
      BiFunction<Integer, Double, Double> change,
      BiConsumer<Builder, List<Node<?>>> more) {
    Builder builder = Program.of(contexts);
    List<Node<?>> nodes = new ArrayList<>();
    List<Table<?>> tables = new ArrayList<>();
    int at = 0;
    for (int j = 0; j < vertices.size(); j++) {
      Vertex vertex = vertices.get(j);
      int length = rows(vertices, j) * vertex.dimension();
      Table<Distribution> table =
          Table.of(vertex.kind(), Arrays.copyOfRange(parameters, at, at + length))
              .inContexts(contexts);
      at += length;
      Node<?>[] parents =
          Arrays.stream(vertex.parents()).mapToObj(nodes::get).toArray(Node<?>[]::new);
      nodes.add(builder.node(vertex.name(), table, estimators.apply(j), parents));
      tables.add(table);
    }
    List<double[]> own = new ArrayList<>();
    for (int s = 0; s < summands.size(); s++) {
      Summand summand = summands.get(s);
      int number = s;
      own.add(new double[1]);
      builder.cost(
          summand.name(),
          new Weighted(
              x -> change.apply(number, summand.f().of(x)), parameters[at + s], own.get(s)),
          IntStream.of(summand.looksAt()).mapToObj(nodes::get).toArray(Node<?>[]::new));
    }
    entropies.forEach(node -> builder.entropy(nodes.get(node)));
    more.accept(builder, nodes);
    return new Built(builder.build(), nodes, tables, own);
  }

  Built program(int contexts, IntFunction<Estimator<Distribution, Objective>> estimators) {
    return program(contexts, estimators, (summand, value) -> value, (builder, nodes) -> {});
  }

  @Override
  public String toString() {
    return name;
  }
}
