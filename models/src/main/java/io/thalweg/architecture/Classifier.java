package io.thalweg.architecture;

import io.thalweg.dense.Activation;
import io.thalweg.dense.Architecture;
import io.thalweg.dense.Forward;
import io.thalweg.dense.Layers;
import io.thalweg.dense.Optimizer;
import io.thalweg.dense.Parameters;
import io.thalweg.dense.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A network after a blueprint, with a softmax of its last outputs.
 *
 * <pre>
 *   h_0 = image,   h_l = (sigma_l(W_l h_(l-1) + b_l), h_(l-1) if chosen, image if chosen)
 *   loss = mean of -log softmax(W h_L + b) at the label
 * </pre>
 */
final class Classifier {

  private final int pixels;
  private final List<Blueprint.Layer> plan;
  private final Parameters parameters;
  private final Optimizer optimizer;
  // Of the hidden layers, and the last one.
  private final List<Layers> layers = new ArrayList<>();

  /** Makes a network with random weights, which Adam is to move. */
  Classifier(Blueprint blueprint, int pixels, double rate, RandomGenerator random) {
    this.pixels = pixels;
    this.plan = blueprint.present();
    List<Architecture> architectures = new ArrayList<>();
    int width = pixels;
    for (Blueprint.Layer layer : plan) {
      architectures.add(Architecture.of(width).then(layer.width(), layer.activation()));
      width = widthAfter(layer, width);
    }
    architectures.add(Architecture.of(width).then(Labelled.CLASSES, Activation.LINEAR));
    this.parameters =
        new Parameters(architectures.stream().mapToInt(Architecture::parameters).sum());
    int at = 0;
    for (Architecture architecture : architectures) {
      layers.add(new Layers(parameters, at, random, architecture));
      at += architecture.parameters();
    }
    this.optimizer = new Optimizer(parameters, Rule.adam(rate));
  }

  private int widthAfter(Blueprint.Layer layer, int width) {
    return layer.width() + (layer.takesInput() ? width : 0) + (layer.takesImage() ? pixels : 0);
  }

  /** Makes one step down the loss of a batch. */
  void step(Labelled batch) {
    gather(batch);
    optimizer.step();
  }

  /** Adds the gradient of the loss of a batch to that of the parameters. */
  void gather(Labelled batch) {
    int rows = batch.count();
    List<Forward> passes = new ArrayList<>();
    double[] slopes = slopes(batch, forward(batch, passes));
    for (int l = plan.size(); l >= 0; l--) {
      int after = slopes.length / rows;
      int width = layers.get(l).architecture().outputs();
      double[] own = columns(slopes, after, 0, width);
      try (Forward pass = passes.get(l)) {
        pass.pullback(own);
        double[] down = pass.inputGradients(own).clone();
        int before = down.length / rows;
        if (l < plan.size() && plan.get(l).takesInput()) {
          double[] past = columns(slopes, after, width, before);
          Arrays.setAll(down, i -> down[i] + past[i]);
        }
        slopes = down;
      }
    }
  }

  /** Evaluates all layers, the last one at the end, and returns its outputs. */
  private double[] forward(Labelled batch, List<Forward> passes) {
    int rows = batch.count();
    double[] h = batch.images();
    for (int l = 0; l < plan.size(); l++) {
      Forward pass = layers.get(l).forward(h, rows);
      passes.add(pass);
      Blueprint.Layer layer = plan.get(l);
      double[] next = new double[layers.get(l + 1).architecture().inputs() * rows];
      int at = put(pass.outputs(), next, 0, rows);
      at = layer.takesInput() ? put(h, next, at, rows) : at;
      if (layer.takesImage()) {
        put(batch.images(), next, at, rows);
      }
      h = next;
    }
    Forward last = layers.get(plan.size()).forward(h, rows);
    passes.add(last);
    return last.outputs();
  }

  /** Puts the columns of a matrix into a wider one, and returns the column after the last. */
  private static int put(double[] block, double[] matrix, int at, int rows) {
    int columns = block.length / rows;
    int width = matrix.length / rows;
    for (int row = 0; row < rows; row++) {
      System.arraycopy(block, row * columns, matrix, row * width + at, columns);
    }
    return at + columns;
  }

  private static double[] columns(double[] matrix, int width, int from, int count) {
    int rows = matrix.length / width;
    double[] columns = new double[rows * count];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(matrix, row * width + from, columns, row * count, count);
    }
    return columns;
  }

  /** The slopes of the mean loss in the last outputs: (softmax - one-hot label) / rows. */
  private static double[] slopes(Labelled batch, double[] outputs) {
    int rows = batch.count();
    double[] slopes = new double[outputs.length];
    for (int row = 0; row < rows; row++) {
      int at = row * Labelled.CLASSES;
      double log = logSum(outputs, at);
      for (int k = 0; k < Labelled.CLASSES; k++) {
        double label = batch.labels()[row] == k ? 1 : 0;
        slopes[at + k] = (Math.exp(outputs[at + k] - log) - label) / rows;
      }
    }
    return slopes;
  }

  private static double logSum(double[] outputs, int at) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < Labelled.CLASSES; k++) {
      largest = Math.max(largest, outputs[at + k]);
    }
    double sum = 0;
    for (int k = 0; k < Labelled.CLASSES; k++) {
      sum += Math.exp(outputs[at + k] - largest);
    }
    return largest + Math.log(sum);
  }

  /** The outputs at a batch, [count x classes]. */
  private double[] outputs(Labelled batch) {
    List<Forward> passes = new ArrayList<>();
    double[] outputs = forward(batch, passes).clone();
    passes.forEach(Forward::close);
    return outputs;
  }

  /** The mean loss. */
  double loss(Labelled batch) {
    double[] outputs = outputs(batch);
    double sum = 0;
    for (int row = 0; row < batch.count(); row++) {
      int at = row * Labelled.CLASSES;
      sum += logSum(outputs, at) - outputs[at + batch.labels()[row]];
    }
    return sum / batch.count();
  }

  /** The share of images whose label has the largest output. */
  double accuracy(Labelled batch) {
    double[] outputs = outputs(batch);
    int right = 0;
    for (int row = 0; row < batch.count(); row++) {
      int at = row * Labelled.CLASSES;
      double own = outputs[at + batch.labels()[row]];
      boolean largest = true;
      for (int k = 0; k < Labelled.CLASSES; k++) {
        largest &= outputs[at + k] <= own;
      }
      right += largest ? 1 : 0;
    }
    return right / (double) batch.count();
  }

  Parameters parameters() {
    return parameters;
  }
}
