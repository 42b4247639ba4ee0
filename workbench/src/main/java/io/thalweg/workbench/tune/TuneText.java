package io.thalweg.workbench.tune;

import static io.thalweg.workbench.output.Table.Column.number;
import static io.thalweg.workbench.output.Table.Column.text;

import io.thalweg.Parameter;
import io.thalweg.tune.Tuned;
import io.thalweg.workbench.output.Table;
import io.thalweg.workbench.tune.TuneCommand.Findings;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** The findings of a search, as text. */
record TuneText(Findings findings) {

  /** A number of five digits without zeros at its end. */
  static String plain(double number) {
    if (number == 0) {
      return "0";
    }
    BigDecimal rounded = new BigDecimal(number).round(new MathContext(5)).stripTrailingZeros();
    boolean isShort = Math.abs(rounded.precision() - rounded.scale()) <= 7;
    return isShort ? rounded.toPlainString() : "%.5g".formatted(number);
  }

  /** The gain, in one sentence. */
  String headline() {
    Tuned tuned = findings.tuned();
    String output = findings.question().output();
    double gain = tuned.gain().value();
    if (Math.abs(gain) <= tuned.gain().halfWidth()) {
      return "No gain beyond chance: mean %s is %s at the start and %s at the end"
          .formatted(output, tuned.before(), tuned.after());
    }
    boolean isWorse = gain > 0 != findings.question().maximize();
    return "Mean %s %s from %s to %s%s"
        .formatted(
            output,
            gain > 0 ? "rises" : "falls",
            tuned.before(),
            tuned.after(),
            isWorse ? ", which is worse" : "");
  }

  void print(PrintWriter out) {
    Tuned tuned = findings.tuned();
    out.printf("%s.%n%n", headline());
    Table table =
        new Table(text("parameter"), number("start"), number("best"), text("limits").rank(1));
    List<Parameter> start = findings.limits().units();
    List<Parameter> best = tuned.parameters().units();
    for (int i = 0; i < start.size(); i++) {
      table.add(
          start.get(i).name(),
          plain(start.get(i).value()),
          plain(best.get(i).value()),
          findings.limits().inWords(i));
    }
    table.print(out);
    out.println();
    Table means = new Table(text("mean " + findings.question().output()), text(""));
    means.add("at the start", tuned.before().toString());
    means.add("at the best", tuned.after().toString());
    means.add("gain", tuned.gain().toString());
    means.print(out);
    out.println();
    tuned.warnings().forEach(warning -> out.printf("Warning: %s.%n", warning));
    out.printf("± is half of a 95 %% interval of %,d fresh runs.%n", tuned.freshRuns());
    out.printf("%,d runs in %.1f s: %s.%n", tuned.runs(), tuned.seconds(), tuned.end());
  }
}
