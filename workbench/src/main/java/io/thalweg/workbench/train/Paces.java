package io.thalweg.workbench.train;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Lengths of runs and the reasons why they ended, as results state them. */
final class Paces {

  private static final String SHORT = "!";

  private Paces() {}

  /** Puts the length that was asked for. */
  static void put(Budget budget, ObjectNode root) {
    root.putObject("budget").put("unit", budget.unit().label()).put("amount", budget.amount());
    if (budget.unit() == Budget.Unit.STEPS) {
      root.put("steps", budget.amount());
    }
  }

  /** Puts how far a run has come. */
  static void put(PacedRun<?> run, ObjectNode node) {
    node.put("estimator", run.id())
        .put("seed", run.run().seed())
        .put("steps", run.run().steps())
        .put("ended", run.ending().label())
        .put("micros_per_step", microsPerStep(run));
  }

  static double microsPerStep(PacedRun<?> run) {
    int steps = run.run().steps();
    return steps == 0 ? 0 : run.run().seconds() * 1e6 / steps;
  }

  /** The steps of a run, with a sign where it was interrupted. */
  static String steps(PacedRun<?> run) {
    return run.run().steps() + (run.ending() == Ending.INTERRUPTED ? SHORT : "");
  }

  /** The reason why a run ended, where that is not plain. */
  static String ended(PacedRun<?> run) {
    Ending ending = run.ending();
    return ending == Ending.STEPS || ending == Ending.INTERRUPTED ? "" : ending.label();
  }

  /** Prints what the reasons mean. */
  static void legend(Budget budget, List<? extends PacedRun<?>> runs, PrintWriter out) {
    Set<Ending> endings = EnumSet.noneOf(Ending.class);
    runs.forEach(run -> endings.add(run.ending()));
    endings.remove(Ending.STEPS);
    for (Ending ending : endings) {
      if (ending == Ending.INTERRUPTED) {
        out.printf("%s It was interrupted before it had used its %s.%n", SHORT, budget.inWords());
      } else {
        out.printf("%s: %s.%n", ending.label(), ending.inWords());
      }
    }
    if (budget.unit() == Budget.Unit.SECONDS) {
      out.println("Runs ended by seconds make other numbers on other machines.");
    }
  }
}
