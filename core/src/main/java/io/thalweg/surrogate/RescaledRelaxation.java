package io.thalweg.surrogate;

import io.thalweg.Concrete;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimate;
import io.thalweg.Events;
import io.thalweg.Linearization;
import io.thalweg.Question;
import io.thalweg.Squash;
import io.thalweg.optimizer.Adam;
import io.thalweg.support.Numbers;
import io.thalweg.support.Require;
import io.thalweg.support.Workspace;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Function;

/**
 * The rescaled relaxation of the objective itself; its temperature and its scale are learned.
 *
 * <pre>
 *   c(z) = eta f(y),   y = squash(z / lambda),   dc/dz = (eta / lambda) J^T grad f(y)
 * </pre>
 *
 * <p>squash is the map of the law and J its Jacobian. Learns eta and log lambda by {@link Adam};
 * learning needs the curvature of f in one direction at each point. Evaluations of f: one for each
 * relaxed point.
 *
 * <p>Source: Tucker et al. (2017), NeurIPS, arXiv:1703.07370.
 */
public final class RescaledRelaxation implements Surrogate<Concrete, DifferentiableObjective> {

  // eta, log lambda
  private final double[] parameters;
  private final boolean learnsScale;
  private final Adam adam;

  private RescaledRelaxation(double scale, boolean learnsScale, double temperature, double rate) {
    this.parameters =
        new double[] {scale, Math.log(Require.positive("the temperature", temperature))};
    this.learnsScale = learnsScale;
    this.adam = new Adam(rate, 2);
  }

  /**
   * Makes a relaxation that learns its scale, from 1 on, and its temperature, from a given one on.
   *
   * @throws IllegalArgumentException if the temperature or the rate is not above 0
   */
  public static RescaledRelaxation scaled(double temperature, double rate) {
    return new RescaledRelaxation(1, true, temperature, rate);
  }

  /**
   * Makes a relaxation of fixed scale 1 that learns its temperature.
   *
   * @throws IllegalArgumentException if the temperature or the rate is not above 0
   */
  public static RescaledRelaxation unscaled(double temperature, double rate) {
    return new RescaledRelaxation(1, false, temperature, rate);
  }

  /** eta, the factor of the relaxation. */
  public double scale() {
    return parameters[0];
  }

  /** lambda, the temperature of the relaxation. */
  public double temperature() {
    return Math.exp(parameters[1]);
  }

  @Override
  public Question<DifferentiableObjective> ask(
      Concrete law, Events draws, Events relaxed, Function<Joint, Estimate> answer) {
    double[] z = relaxed.points();
    Squash.Points y = law.squash().at(z, temperature());
    Relaxed points = new Relaxed(scale(), temperature(), z, y);
    Events all = Events.concat(draws, Events.ofPoints(y.points(), draws));
    return Question.of(
        Linearization.class,
        all,
        f -> answer.apply(new Joint(all, f, new AtPoints(points, all, f))));
  }

  /** Points z and y at one scale and temperature, whatever is learned later. */
  private record Relaxed(double eta, double lambda, double[] z, Squash.Points y) {}

  @Override
  public void save(DataOutput out) throws IOException {
    Numbers.write(out, parameters);
    adam.save(out);
  }

  @Override
  public void load(DataInput in) throws IOException {
    Numbers.read(in, parameters);
    adam.load(in);
  }

  private final class AtPoints implements Outputs {
    private final Relaxed points;
    private final Events events;
    private final Linearization f;
    // The rows of f at relaxed points, and the gradient of f there.
    private final int firstRow;
    private final double[] slopes;

    AtPoints(Relaxed points, Events events, Linearization f) {
      this.points = points;
      this.events = events;
      this.f = f;
      int size = events.pointSize();
      this.firstRow = events.count() - points.y.points().length / size;
      double[] gradients = f.gradients();
      this.slopes = Workspace.doubles(gradients.length - firstRow * size);
      System.arraycopy(gradients, firstRow * size, slopes, 0, slopes.length);
    }

    @Override
    public double[] values() {
      double[] values = Arrays.copyOfRange(f.values(), firstRow, events.count());
      scale(values, points.eta);
      return values;
    }

    @Override
    public double[] gradients() {
      double[] gradients = points.y.pullback(slopes);
      scale(gradients, points.eta / points.lambda);
      return gradients;
    }

    @Override
    public void descend(double[] weights, double[] directions) {
      int size = events.pointSize();
      double[] pushed = points.y.pushforward(directions);
      // The velocity of z / lambda in log lambda, and that of y.
      double[] cooling = Workspace.copy(points.z);
      scale(cooling, -1 / points.lambda);
      double[] cooled = points.y.pushforward(cooling);
      double[] bent = points.y.curvature(cooling, directions);
      double[] padded = Workspace.zeros(events.count() * size);
      System.arraycopy(pushed, 0, padded, firstRow * size, pushed.length);
      double[] curvatures = f.curvatures(padded);
      double toScale = 0;
      double toLogTemperature = 0;
      for (int k = 0; k < weights.length; k++) {
        toScale += weights[k] * f.values()[firstRow + k];
        for (int i = k * size; i < (k + 1) * size; i++) {
          toScale += pushed[i] * slopes[i] / points.lambda;
          toLogTemperature +=
              points.eta * weights[k] * slopes[i] * cooled[i]
                  + points.eta
                      / points.lambda
                      * ((bent[i] - pushed[i]) * slopes[i]
                          + curvatures[firstRow * size + i] * cooled[i]);
        }
      }
      adam.step(parameters, new double[] {learnsScale ? toScale : 0, toLogTemperature});
    }
  }

  private static void scale(double[] numbers, double factor) {
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] *= factor;
    }
  }
}
