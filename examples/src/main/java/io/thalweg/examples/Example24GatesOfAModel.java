package io.thalweg.examples;

import io.thalweg.Objective;
import io.thalweg.data.Digits;
import io.thalweg.data.ImageSet;
import io.thalweg.data.Part;
import io.thalweg.data.Pixels;
import io.thalweg.data.Split;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.estimator.regression.SurrogateRegression;
import io.thalweg.optimizer.Adam;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * Chooses the pixels that a classifier of Tribuo may see, without another training.
 *
 * <p>A logistic regression has learned digits from 200 images, too few for its 64 pixels. A gate
 * for each pixel is open with a probability that learns; what is made small is the share of 300
 * other images that the model gets wrong behind the gates, and 0.002 for each open gate. The model
 * is a black box: nobody needs its gradient.
 */
public final class Example24GatesOfAModel {

  static final double PRICE = 0.002;

  private static final String[] NAMES =
      IntStream.range(0, 64).mapToObj("pixel %02d"::formatted).toArray(String[]::new);

  private final ImageSet digits = Digits.load().with(Pixels.GREY, Split.NONE);
  private final Model<Label> model = train(200);

  private Model<Label> train(int images) {
    var factory = new LabelFactory();
    var data = new MutableDataset<>(new SimpleDataSourceProvenance("digits", factory), factory);
    double[] open = new double[digits.pixels()];
    Arrays.fill(open, 1);
    examples(Part.TRAIN, 0, images, open).forEach(data::add);
    return new LogisticRegressionTrainer().train(data);
  }

  /** Some images as the model sees them behind the gates. */
  private List<Example<Label>> examples(Part part, int from, int count, double[] gates) {
    double[] pixels = digits.rows(part, from, count, new SplittableRandom(1));
    int[] labels = digits.labels(part);
    List<Example<Label>> examples = new ArrayList<>();
    for (int image = 0; image < count; image++) {
      double[] seen = new double[gates.length];
      for (int i = 0; i < gates.length; i++) {
        seen[i] = gates[i] * pixels[image * gates.length + i];
      }
      examples.add(new ArrayExample<>(new Label("" + labels[from + image]), NAMES, seen));
    }
    return examples;
  }

  private double wrong(List<Example<Label>> examples) {
    long wrong =
        model.predict(examples).stream()
            .filter(p -> !p.getOutput().equals(p.getExample().getOutput()))
            .count();
    return (double) wrong / examples.size();
  }

  /** The share of errors on 300 images that the model has not learned from. */
  double errors(double[] gates) {
    return wrong(examples(Part.TRAIN, 200, 300, gates));
  }

  /** The share of errors on images by which no gate was chosen either. */
  double freshErrors(double[] gates) {
    return wrong(examples(Part.TEST, 0, digits.count(Part.TEST), gates));
  }

  /** Computes the gates that are more likely open than not, after some steps. */
  double[] tune(int steps) {
    Objective cost = gates -> errors(gates) + PRICE * Arrays.stream(gates).sum();
    var random = new SplittableRandom(1);
    double[] logits = new double[digits.pixels()];
    var adam = new Adam(0.2, logits.length);
    var regression = new SurrogateRegression<>(2);
    for (int step = 0; step < steps; step++) {
      var estimate = regression.estimate(Bernoulli.ofLogits(logits), cost, random);
      regression.learn(estimate);
      adam.step(logits, estimate.gradient());
    }
    return Arrays.stream(logits).map(logit -> logit > 0 ? 1 : 0).toArray();
  }

  /** Prints what the gates cost and save. */
  public static void main(String[] args) {
    var example = new Example24GatesOfAModel();
    double[] all = new double[64];
    Arrays.fill(all, 1);
    double[] gates = example.tune(400);
    System.out.printf(
        "%2d pixels: errors %.3f, on fresh images %.3f%n",
        64, example.errors(all), example.freshErrors(all));
    System.out.printf(
        "%2.0f pixels: errors %.3f, on fresh images %.3f%n",
        Arrays.stream(gates).sum(), example.errors(gates), example.freshErrors(gates));
  }
}
