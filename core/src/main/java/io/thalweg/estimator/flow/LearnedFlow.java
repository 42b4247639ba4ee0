package io.thalweg.estimator.flow;

import io.thalweg.Adaptive;
import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Linearization;
import io.thalweg.Question;
import io.thalweg.Reparameterized;
import io.thalweg.distribution.LearnedProposal;
import io.thalweg.support.Require;
import io.thalweg.surrogate.Angular;
import io.thalweg.surrogate.Network;
import io.thalweg.surrogate.Surrogate;
import io.thalweg.surrogate.TanhNetwork;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The optimal flow, with a velocity and a sampling law that learn to reduce the variance further.
 *
 * <pre>
 *   x ~ q,   u_i = sum_k w_ik psi_k(x) path_i(x) + v_i r(x) path_i(x)
 * </pre>
 *
 * <p>r is a network that descends the variance which the regression of {@link OptimalFlow} leaves;
 * a second regression, on past batches, decides how much of it to use. Each network serves an equal
 * part of the parameters: with two networks and four parameters, the first network serves the first
 * two. q is the law mixed with another law of its family, which learns by cross-entropy to draw
 * where the estimates vary; q is the law itself as long as no other q is better on past draws.
 * Learning takes thousands of draws. It pays if one problem is estimated for long and f has a shape
 * that polynomials do not have, or an important event is rarely drawn.
 *
 * <p>Needs: a law with a path, an objective with a gradient and no jumps. Shapes: g [contexts x
 * dimension]. Cost: K evaluations and K gradients of f a context, in one batch, and those of the
 * networks. Bias: none, at any state.
 *
 * <p>Source: Parmas &amp; Sugiyama (2021), AISTATS, arXiv:2105.14900, for the family; Ruiz, Titsias
 * &amp; Blei (2016), UAI, arXiv:1603.01140, for overdispersed sampling laws.
 */
public final class LearnedFlow
    implements Estimator<Reparameterized, DifferentiableObjective>, Adaptive {

  // Its control with f comes first; it must prove itself.
  private static final Whole NETWORK = new Whole(0, false);
  private static final int DEGREE = 3;
  private static final double MEMORY = 2_000;
  private static final int HIDDEN = 16;
  private static final double NETWORK_RATE = 0.003;
  private static final double PROPOSAL_RATE = 0.01;

  private final int draws;
  private final Basis basis;
  private final List<Network> networks;
  private final LearnedProposal proposal;
  private final FlowRegression regression;
  private final FlowRegression correction;

  /**
   * Makes a flow for a law, with a network of 16 hidden units for each half of its parameters,
   * polynomials up to degree 3 and a memory of 2,000 draws.
   *
   * @param draws K
   * @param random for initial weights
   * @throws IllegalArgumentException if K is below 1
   */
  public static LearnedFlow of(int draws, Reparameterized law, RandomGenerator random) {
    List<Network> networks = new ArrayList<>();
    for (int n = 0; n < Math.min(2, law.dimension()); n++) {
      networks.add(new TanhNetwork(Angular.inputs(law), HIDDEN, NETWORK_RATE, random));
    }
    return new LearnedFlow(draws, Basis.ofDegree(DEGREE), MEMORY, networks, PROPOSAL_RATE);
  }

  /**
   * Makes a flow with networks and a learning rate of the sampling law.
   *
   * @param draws K
   * @param memory the number of past draws that count
   * @param networks networks with the number of inputs that {@link Angular#inputs} states
   * @param rate the learning rate of the sampling law
   * @throws IllegalArgumentException if K is below 1, the memory or the rate is not above 0, or
   *     there is no network
   */
  public LearnedFlow(
      int draws, Basis basis, double memory, List<? extends Network> networks, double rate) {
    this.draws = Require.atLeast(1, "the number of draws of a flow", draws);
    Require.atLeast(1, "the number of networks of a learned flow", networks.size());
    this.basis = basis;
    this.networks = List.copyOf(networks);
    this.proposal = new LearnedProposal(rate, Require.positive("the memory of a flow", memory));
    this.regression = new FlowRegression(memory);
    this.correction = new FlowRegression(memory);
  }

  @Override
  public Question<DifferentiableObjective> ask(Reparameterized law, RandomGenerator random) {
    Weighted drawn = Weighted.of(law, proposal.of(law), draws, random);
    List<Surrogate.Outputs> outputs =
        networks.stream().map(network -> Standardized.of(network, law).at(drawn.events())).toList();
    Optional<Halves> past = regression.past();
    Optional<Halves> corrections = correction.past();
    return Question.of(
        Linearization.class,
        drawn.events(),
        f -> estimate(law, drawn, f, outputs, past, corrections));
  }

  private Estimate estimate(
      Reparameterized law,
      Weighted drawn,
      Linearization f,
      List<Surrogate.Outputs> outputs,
      Optional<Halves> past,
      Optional<Halves> corrections) {
    Controls controls = new Controls(law, drawn, f).with(basis);
    FlowRegression.Fit linear = FlowRegression.fit(controls.draws(), past);
    List<double[]> learned = controls.along(outputs);
    Draws left = new Draws(law.dimension(), linear.estimates(), learned, NETWORK);
    FlowRegression.Fit corrected = FlowRegression.fitOnPast(left, corrections);
    double[] gradient = Draws.means(law, corrected.estimates());
    return new Estimate(law, gradient, drawn.events(), drawn.weights(), f)
        .remembering(this, new Tape(law, controls, outputs, learned, linear, corrected));
  }

  /** The parts of an estimate from which the flow learns. */
  private record Tape(
      Reparameterized law,
      Controls controls,
      List<Surrogate.Outputs> outputs,
      List<double[]> learned,
      FlowRegression.Fit linear,
      FlowRegression.Fit corrected) {

    /** The distance of the estimate of each draw from the mean of its context. */
    double[] distances() {
      double[] apart = Draws.centred(law, corrected.estimates());
      double[] distances = new double[apart.length / law.dimension()];
      for (int at = 0; at < apart.length; at++) {
        int row = at / law.dimension();
        distances[row] = StrictMath.hypot(distances[row], apart[at]);
      }
      return distances;
    }

    /** Makes one step of the networks down the variance that remains if all of r is used. */
    void descend() {
      double[] left = linear.estimates().clone();
      double scale = 0;
      for (int at = 0; at < left.length; at++) {
        left[at] += learned.get(0)[at];
        scale += linear.estimates()[at] * linear.estimates()[at];
      }
      left = Draws.centred(law, left);
      for (int at = 0; at < left.length; at++) {
        left[at] *= 2 / scale;
      }
      // Nothing can be learned of numbers whose squares overflow, nor where there is no variance.
      if (scale > 0 && Arrays.stream(left).allMatch(Double::isFinite)) {
        controls.descend(outputs, left);
      }
    }
  }

  @Override
  public void learn(Estimate past) {
    Tape tape = past.memory(this, Tape.class);
    tape.descend();
    proposal.learn(past.law(), past.events(), tape.distances());
    regression.learn(tape.linear);
    correction.learn(tape.corrected);
  }

  @Override
  public void save(DataOutput out) throws IOException {
    basis.save(out);
    for (Network network : networks) {
      network.save(out);
    }
    proposal.save(out);
    regression.save(out);
    correction.save(out);
  }

  @Override
  public void load(DataInput in) throws IOException {
    basis.require(in);
    for (Network network : networks) {
      network.load(in);
    }
    proposal.load(in);
    regression.load(in);
    correction.load(in);
  }
}
