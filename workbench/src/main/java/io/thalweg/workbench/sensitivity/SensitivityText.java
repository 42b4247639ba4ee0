package io.thalweg.workbench.sensitivity;

import static io.thalweg.workbench.output.Table.Column.number;
import static io.thalweg.workbench.output.Table.Column.text;
import static java.util.stream.Collectors.joining;

import io.thalweg.tune.Effect;
import io.thalweg.tune.Response;
import io.thalweg.tune.Sensitivities;
import io.thalweg.workbench.output.Table;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** Sensitivities as text. */
record SensitivityText(Sensitivities found) {

  /** Says what moves the first output most, in one sentence. */
  String headline() {
    Response response = found.response();
    List<Step> steps = Step.of(response);
    Step first = steps.get(0);
    List<Step> leaders = steps.stream().filter(step -> step.most() >= first.least()).toList();
    if (!first.isKnown()) {
      return "No parameter moves %s by more than chance".formatted(response.output());
    }
    if (leaders.size() == 1) {
      return "What moves %s most is %s: %s if it is %s"
          .formatted(
              response.output(), first.effect().parameter(), first.change(), first.inWords());
    }
    return "What moves %s most are %s, a tie"
        .formatted(
            response.output(),
            leaders.stream().map(step -> step.effect().parameter()).collect(joining(" and ")));
  }

  /** A number of five digits without zeros at its end. */
  private static String plain(double number) {
    BigDecimal rounded = new BigDecimal(number).round(new MathContext(5)).stripTrailingZeros();
    boolean isShort = Math.abs(rounded.precision() - rounded.scale()) <= 7;
    if (number == 0) {
      return "0";
    }
    return isShort ? rounded.toPlainString() : "%.5g".formatted(number);
  }

  void print(PrintWriter out) {
    out.println(headline() + ".");
    for (Response response : found.responses()) {
      out.printf("%n%s  %s%n", response.output(), response.mean());
      List<Step> steps = Step.of(response);
      Table table =
          new Table(
              text("parameter"),
              number("at"),
              number("derivative"),
              number("if 1 % larger").rank(1));
      for (Step step : steps) {
        Effect effect = step.effect();
        table.add(
            effect.parameter(),
            plain(effect.at()),
            effect.derivative().toString(),
            step.change() + (effect.at() == 0 ? " (+ 0.01)" : ""));
      }
      table.print(out);
    }
    out.printf(
        "%nDerivatives are in the units of the parameters; ± is half of a %.0f %% interval.%n",
        100 * found.confidence());
    out.printf("%,d runs in %.1f s: %s.%n", found.runs(), found.seconds(), found.end());
  }
}
