package io.thalweg.workbench.train;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.Events;
import io.thalweg.distribution.PlackettLuce;
import io.thalweg.problem.Toys;
import io.thalweg.toy.OrderToy;
import io.thalweg.workbench.output.Json;
import io.thalweg.workbench.output.Pictures;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Grey grids of the toy: the matrix T, and the mean permutation matrix E P of each estimator, over
 * all orders and averaged over its seeds.
 */
final class OrderPictures {

  private OrderPictures() {}

  /** Computes E P, [items x items], by all orders. */
  static double[] meanMatrix(PlackettLuce law) {
    int items = law.parameters().length;
    double[] mean = new double[items * items];
    long orders = law.outcomes();
    // The orders that begin with one item: as matrices all orders would take much memory.
    int part = (int) (orders / items);
    for (long from = 0; from < orders; from += part) {
      Events some = law.outcomes(from, part);
      double[] logs = law.logProbability(some);
      double[] matrices = some.points();
      for (int order = 0; order < part; order++) {
        double probability = Math.exp(logs[order]);
        for (int i = 0; i < mean.length; i++) {
          mean[i] += probability * matrices[order * mean.length + i];
        }
      }
    }
    return mean;
  }

  /** Makes the pictures, each with its largest entry. */
  static ObjectNode of(List<PacedRun<OrderToy>> runs, int items) {
    Map<String, double[]> means = new LinkedHashMap<>();
    for (PacedRun<OrderToy> run : runs) {
      double[] own = meanMatrix(run.training().law());
      means.merge(run.id(), own, OrderPictures::sum);
    }
    int seeds = runs.size() / means.size();
    means.replaceAll((id, sum) -> Arrays.stream(sum).map(x -> x / seeds).toArray());
    ObjectNode root = Json.MAPPER.createObjectNode();
    put(target(items), items, root.putObject("target"));
    ObjectNode byEstimator = root.putObject("runs");
    means.forEach((id, mean) -> put(mean, items, byEstimator.putObject(id)));
    return root;
  }

  /** The matrix T: the gradient of the objective at P is 2 (P - T). */
  static double[] target(int items) {
    Events any = PlackettLuce.ofLogits(new double[items]).outcomes(0, 1);
    double[] target = any.points().clone();
    double[] gradient = Toys.orders(items).evaluate(any).gradients();
    Arrays.setAll(target, i -> target[i] - gradient[i] / 2);
    return target;
  }

  private static double[] sum(double[] one, double[] other) {
    double[] sum = one.clone();
    Arrays.setAll(sum, i -> one[i] + other[i]);
    return sum;
  }

  /** Puts a matrix as a picture, in which white is 0 and black the largest entry. */
  private static void put(double[] matrix, int items, ObjectNode node) {
    double largest = Arrays.stream(matrix).max().orElseThrow();
    double[] shares = Arrays.stream(matrix).map(x -> Math.max(0, x / largest)).toArray();
    node.put("picture", Pictures.grid(shares, items, 1)).put("largest", largest);
  }
}
