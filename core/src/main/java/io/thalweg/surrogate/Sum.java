package io.thalweg.surrogate;

import io.thalweg.Distribution;
import io.thalweg.Estimate;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.Question;
import io.thalweg.support.Workspace;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.Function;

/**
 * A surrogate plus a network: c(z) = first(z) + r(z), each with its own optimiser.
 *
 * @param <D> the law that the first surrogate needs
 * @param <F> the objective that the first surrogate needs
 */
public record Sum<D extends Distribution, F extends Objective>(
    Surrogate<D, F> first, Network network) implements Surrogate<D, F> {

  @Override
  public Question<? super F> ask(
      D law, Events draws, Events relaxed, Function<Joint, Estimate> answer) {
    Outputs r = network.at(relaxed);
    return first.ask(law, draws, relaxed, joint -> answer.apply(plus(joint, r)));
  }

  private static Joint plus(Joint joint, Outputs r) {
    return new Joint(joint.events(), joint.objective(), sum(joint.surrogate(), r));
  }

  @Override
  public void save(DataOutput out) throws IOException {
    first.save(out);
    network.save(out);
  }

  @Override
  public void load(DataInput in) throws IOException {
    first.load(in);
    network.load(in);
  }

  private static Outputs sum(Outputs a, Outputs b) {
    return new Outputs() {
      @Override
      public double[] values() {
        return plus(a.values(), b.values());
      }

      @Override
      public double[] gradients() {
        return plus(a.gradients(), b.gradients());
      }

      @Override
      public void descend(double[] weights, double[] directions) {
        a.descend(weights, directions);
        b.descend(weights, directions);
      }
    };
  }

  private static double[] plus(double[] a, double[] b) {
    double[] sum = Workspace.copy(a);
    for (int i = 0; i < sum.length; i++) {
      sum[i] += b[i];
    }
    return sum;
  }
}
