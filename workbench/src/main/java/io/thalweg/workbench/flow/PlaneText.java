package io.thalweg.workbench.flow;

import static io.thalweg.workbench.output.Table.Column.number;
import static io.thalweg.workbench.output.Table.Column.text;

import io.thalweg.workbench.output.Table;
import java.io.PrintWriter;

/** The variance over the plane as text and as CSV. */
final class PlaneText {

  private PlaneText() {}

  /** Prints the marks of every baseline. */
  static void print(VariancePlane plane, PrintWriter out) {
    Table table =
        new Table(
            text("baseline"),
            text("point"),
            number("weight of the path"),
            number("tail of q"),
            number("variance"),
            number("95 % interval").rank(1));
    for (VariancePlane.Surface surface : plane.surfaces()) {
      for (VariancePlane.Mark mark : surface.marks()) {
        table.add(
            surface.baseline(),
            mark.id(),
            "%.2f".formatted(mark.weight()),
            "%.2f".formatted(mark.tail()),
            "%.3g".formatted(mark.variance()),
            "%.3g .. %s"
                .formatted(
                    mark.ci()[0],
                    Double.isInfinite(mark.ci()[1]) ? "∞" : "%.3g".formatted(mark.ci()[1])));
      }
    }
    table.print(out);
  }

  static String csv(VariancePlane plane) {
    StringBuilder text = new StringBuilder("baseline,weight,tail,variance\n");
    for (VariancePlane.Surface surface : plane.surfaces()) {
      for (int row = 0; row < plane.tails().length; row++) {
        for (int i = 0; i < plane.weights().length; i++) {
          text.append(
              "%s,%s,%s,%s\n"
                  .formatted(
                      surface.baseline(),
                      plane.weights()[i],
                      plane.tails()[row],
                      surface.variance()[row][i]));
        }
      }
    }
    return text.toString();
  }
}
