package io.thalweg.estimator.flow;

import io.thalweg.Adaptive;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Linearization;
import io.thalweg.Question;
import io.thalweg.Reparameterized;
import io.thalweg.support.PointSet;
import io.thalweg.support.Require;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;

public final class SobolFlow
    implements Estimator<Reparameterized, DifferentiableObjective>, Adaptive {

  private static final int DEGREE = 3;
  private static final double MEMORY = 2000;
  public static int ENOUGH = 1000;
  public static int REPLICATIONS = 8;
  public static boolean DIRS = true;

  private final int draws;
  private final Basis basis;
  private final PointSet points;
  private final FlowRegression regression;
  private final LeadingDirections leading;
  private final LeadingDirections moving;

  public SobolFlow(int draws) {
    this(draws, Basis.ofDegree(DEGREE), MEMORY, PointSet.sobol());
  }

  public SobolFlow(int draws, Basis basis, double memory, PointSet points) {
    this.draws = Require.atLeast(1, "the number of draws of a flow", draws);
    this.basis = basis;
    this.points = points;
    this.regression = new FlowRegression(memory);
    this.leading = new LeadingDirections(memory);
    this.moving = new LeadingDirections(memory);
  }

  @Override
  public Question<DifferentiableObjective> ask(Reparameterized law, RandomGenerator random) {
    Optional<Halves> past = regression.past();
    double known = past.map(Halves::count).orElse(0.0);
    int replications = known >= Math.min(10.0*draws, ENOUGH) ? 1 : Math.min(draws, REPLICATIONS);
    int contexts = law.contexts();
    int noise = law.noise();
    double[] uniforms = new double[Require.numbers(draws, contexts, noise)];
    for (int r = 0; r < replications; r++) {
      int from = r * draws / replications;
      int to = (r + 1) * draws / replications;
      for (int c = 0; c < contexts; c++) {
        double[] own = points.draw(to - from, noise, random);
        for (int k = from; k < to; k++) {
          System.arraycopy(own, (k - from) * noise, uniforms, (k * contexts + c) * noise, noise);
        }
      }
    }
    double[] weights = new double[draws * contexts];
    Arrays.fill(weights, 1.0 / draws);
    Weighted drawn = new Weighted(law.transform(uniforms), weights);
    double[] directions = leading.present();
    double[] moved = moving.present().length > 0 ? moving.present() : new double[LeadingDirections.of(law) * law.dimension()];
    return Question.of(
        Linearization.class,
        drawn.events(),
        f -> estimate(law, drawn, f, past, directions, moved, replications));
  }

  private Estimate estimate(
      Reparameterized law, Weighted drawn, Linearization f, Optional<Halves> past, double[] directions, double[] moved, int replications) {
    Controls controls = new Controls(law, drawn, f).with(basis);
    if (DIRS) controls.with(moved, LeadingDirections.functions(directions, basis.degree(), law, drawn.events()));
    Draws controlled = controls.draws();
    FlowRegression.Fit fit =
        replications == 1 ? FlowRegression.fitOnPast(controlled, past) : FlowRegression.fit(controlled, past, replications);
    double[] gradient = Draws.means(law, fit.estimates());
    return new Estimate(law, gradient, drawn.events(), drawn.weights(), f).remembering(this, new Tape(fit, f, controls));
  }

  private record Tape(FlowRegression.Fit fit, Linearization f, Controls controls) {}

  @Override
  public void learn(Estimate past) {
    Tape tape = past.memory(this, Tape.class);
    regression.learn(tape.fit);
    if (!DIRS) return;
    Reparameterized law = (Reparameterized) past.law();
    int count = LeadingDirections.of(law);
    leading.learn(count, law.shape().size(), LeadingDirections.scaled(law, past.events(), tape.f.gradients()));
    moving.learn(count, law.dimension(), tape.controls.moved());
  }

  @Override
  public void save(DataOutput out) throws IOException {
    basis.save(out);
    regression.save(out);
    leading.save(out);
  }

  @Override
  public void load(DataInput in) throws IOException {
    basis.require(in);
    regression.load(in);
    leading.load(in);
  }
}
