package io.thalweg.tune;

import io.thalweg.Parameter;
import io.thalweg.simulation.Parameters;
import io.thalweg.simulation.Run;
import io.thalweg.simulation.Simulator;
import java.util.List;

/**
 * The units in which a search moves: 1 for logarithms and logits; a tenth of its bounds, or its
 * size at the start, for a setting; and for another number of a law, such as a mean, that by which
 * it moves the draws by one standard deviation.
 *
 * <pre>
 *   unit = 1 / sqrt(mean of score^2 over the draws of one run)
 * </pre>
 */
final class Units {

  private Units() {}

  static double[] of(Parameters start, Box box, Simulator simulator, String output, long seed) {
    Run run = Run.of(simulator, start, seed, -1);
    if (!run.outputs().contains(output)) {
      throw new IllegalArgumentException(
          "the simulator booked no cost of output %s, but of %s".formatted(output, run.outputs()));
    }
    List<Parameter> parameters = start.units();
    double[] units = new double[start.count()];
    for (int i = 0; i < units.length; i++) {
      units[i] = 1;
      if (start.isSetting(i)) {
        double size = Math.max(1, Math.abs(parameters.get(i).value()));
        units[i] = Double.isFinite(box.width(i)) ? box.width(i) / 3 : size;
      } else if (parameters.get(i).scale() == Parameter.Scale.PLAIN) {
        double square = run.meanSquareScore(i);
        units[i] = square > 0 ? 1 / Math.sqrt(square) : 1;
      }
    }
    return box.alike(units);
  }
}
