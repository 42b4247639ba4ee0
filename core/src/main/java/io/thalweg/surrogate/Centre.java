package io.thalweg.surrogate;

import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Evaluation;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.Question;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.Function;

/**
 * A constant that is added to a network, so that the network learns f less its mean.
 *
 * <pre>
 *   c(z) = centre + r(z),   centre = f - r(z') of the first past estimate, 0 before it
 * </pre>
 *
 * <p>The optimiser of a network moves its output by about its rate in a step, so that f + 1e6 would
 * be out of reach. A centre that follows every estimate would compete with the output of the
 * network; this one only takes it near. A constant leaves the gradient of c as it is, and an
 * estimator without bias stays without bias, as the centre of an estimate was learned before it was
 * drawn.
 */
public final class Centre {

  private boolean known;
  private double value;

  /** Makes a centre of 0. */
  public Centre() {}

  /** Returns a network with this centre, which learns when the network does. */
  public Surrogate<Distribution, Objective> of(Network network) {
    return new Centred(network);
  }

  /** Writes what was learned. */
  public void save(DataOutput out) throws IOException {
    out.writeBoolean(known);
    out.writeDouble(value);
  }

  /** Reads what {@link #save} wrote. */
  public void load(DataInput in) throws IOException {
    known = in.readBoolean();
    value = in.readDouble();
  }

  private void learn(double residual) {
    value = known ? value : residual;
    known = true;
  }

  private final class Centred implements Surrogate<Distribution, Objective> {

    private final Network network;

    Centred(Network network) {
      this.network = network;
    }

    @Override
    public Question<Objective> ask(
        Distribution law, Events draws, Events relaxed, Function<Joint, Estimate> answer) {
      Outputs r = network.at(relaxed);
      // What other estimates teach before the answer comes does not change it.
      double centre = value;
      return Question.of(
          Evaluation.class,
          draws,
          f -> answer.apply(new Joint(draws, f, new Shifted(r, centre, residual(f.values(), r)))));
    }

    /** The mean of f - r at the last points, which are those of the draws. */
    private double residual(double[] f, Outputs r) {
      int first = r.values().length - f.length;
      double sum = 0;
      for (int i = 0; i < f.length; i++) {
        sum += f[i] - r.values()[first + i];
      }
      return sum / f.length;
    }

    @Override
    public void save(DataOutput out) throws IOException {
      Centre.this.save(out);
      network.save(out);
    }

    @Override
    public void load(DataInput in) throws IOException {
      Centre.this.load(in);
      network.load(in);
    }
  }

  private final class Shifted implements Surrogate.Outputs {

    private final Surrogate.Outputs outputs;
    private final double[] values;
    private final double residual;

    Shifted(Surrogate.Outputs outputs, double centre, double residual) {
      this.outputs = outputs;
      this.values = outputs.values().clone();
      for (int i = 0; i < values.length; i++) {
        values[i] += centre;
      }
      this.residual = residual;
    }

    @Override
    public double[] values() {
      return values;
    }

    @Override
    public double[] gradients() {
      return outputs.gradients();
    }

    @Override
    public void descend(double[] weights, double[] directions) {
      learn(residual);
      outputs.descend(weights, directions);
    }
  }
}
