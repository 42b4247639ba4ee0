package io.thalweg.examples;

import io.thalweg.distribution.Lognormal;
import io.thalweg.simulation.Input;
import io.thalweg.simulation.Simulator;
import io.thalweg.tune.Sensitivities;
import io.thalweg.tune.Sensitivity;
import java.util.function.DoubleBinaryOperator;
import org.hipparchus.analysis.UnivariateFunction;
import org.hipparchus.analysis.solvers.BracketedUnivariateSolver;
import org.hipparchus.analysis.solvers.BracketingNthOrderBrentSolver;
import org.hipparchus.ode.ODEState;
import org.hipparchus.ode.ODEStateAndDerivative;
import org.hipparchus.ode.OrdinaryDifferentialEquation;
import org.hipparchus.ode.events.Action;
import org.hipparchus.ode.events.AdaptableInterval;
import org.hipparchus.ode.events.ODEEventDetector;
import org.hipparchus.ode.events.ODEEventHandler;
import org.hipparchus.ode.nonstiff.DormandPrince853Integrator;

/**
 * Asks how the risk of an overrun hospital moves with what is believed of an epidemic.
 *
 * <pre>
 *   susceptible' = -infection s i,   infected' = infection s i - recovery i
 * </pre>
 *
 * <p>Hipparchus integrates the equations until the number of the infected no longer grows. Nobody
 * knows the two rates; they are drawn from lognormal laws. Whether the peak is above 30 % is 0 or
 * 1, so that its slope in the rates is useless; the score needs none.
 */
public final class Example25EpidemicOnHipparchus {

  private static final Input INFECTION = Input.of("infection", Lognormal.of(Math.log(0.5), 0.2));
  private static final Input RECOVERY = Input.of("recovery", Lognormal.of(Math.log(0.2), 0.3));
  static final double INFECTED = 0.001;
  static final double BEDS = 0.3;

  private Example25EpidemicOnHipparchus() {}

  /** The equations, and the event that the number of the infected no longer grows. */
  private record Epidemic(double infection, double recovery)
      implements OrdinaryDifferentialEquation, ODEEventDetector {

    @Override
    public int getDimension() {
      return 2;
    }

    @Override
    public double[] computeDerivatives(double day, double[] y) {
      double falls = infection * y[0] * y[1];
      return new double[] {-falls, falls - recovery * y[1]};
    }

    @Override
    public double g(ODEStateAndDerivative state) {
      return infection * state.getPrimaryState()[0] - recovery;
    }

    @Override
    public ODEEventHandler getHandler() {
      return (state, detector, increasing) -> Action.STOP;
    }

    @Override
    public AdaptableInterval getMaxCheckInterval() {
      return AdaptableInterval.of(1);
    }

    @Override
    public BracketedUnivariateSolver<UnivariateFunction> getSolver() {
      return new BracketingNthOrderBrentSolver(0, 1e-9, 0, 5);
    }

    @Override
    public int getMaxIterationCount() {
      return 100;
    }
  }

  /** Computes the largest share of the infected. */
  static double peak(double infection, double recovery) {
    if (infection * (1 - INFECTED) <= recovery) {
      return INFECTED; // it never grows
    }
    var epidemic = new Epidemic(infection, recovery);
    var integrator = new DormandPrince853Integrator(1e-6, 10, 1e-9, 1e-9);
    integrator.addEventDetector(epidemic);
    var start = new ODEState(0, new double[] {1 - INFECTED, INFECTED});
    return integrator.integrate(epidemic, start, 10_000).getPrimaryState()[1];
  }

  /** Asks for the derivatives of the risk, and of the mean peak, from a number of runs. */
  static Sensitivities sensitivities(DoubleBinaryOperator peak, long runs) {
    Simulator epidemic =
        in -> {
          double most = peak.applyAsDouble(in.draw(INFECTION), in.draw(RECOVERY));
          in.cost("overrun", most > BEDS ? 1 : 0);
          in.cost("peak", most);
        };
    return Sensitivity.of(epidemic, INFECTION, RECOVERY).orRuns(runs).run();
  }

  /** Prints the derivatives. */
  public static void main(String[] args) {
    System.out.println(sensitivities(Example25EpidemicOnHipparchus::peak, 20_000));
  }
}
