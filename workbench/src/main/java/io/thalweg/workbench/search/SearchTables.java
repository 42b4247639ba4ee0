package io.thalweg.workbench.search;

import static io.thalweg.workbench.output.Table.Column.number;
import static io.thalweg.workbench.output.Table.Column.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.search.SearchRun;
import io.thalweg.workbench.output.Plural;
import io.thalweg.workbench.output.ResultFiles;
import io.thalweg.workbench.output.Table;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;

/** The studies of searches as JSON, as text and as CSV. */
final class SearchTables {

  private SearchTables() {}

  /** Writes the studies into the results. */
  static void put(List<SearchStudy> studies, ObjectNode root) {
    ArrayNode after = root.putArray("after");
    Arrays.stream(SearchStudy.AFTER).forEach(after::add);
    ArrayNode problems = root.putArray("problems");
    for (SearchStudy study : studies) {
      ArrayNode rows =
          problems
              .addObject()
              .put("id", study.problem().id())
              .put("title", study.problem().title())
              .put("best", study.best())
              .put("target", study.target())
              .putArray("searches");
      for (SearchStudy.Row row : study.rows()) {
        ObjectNode node = rows.addObject().put("name", row.search()).put("micros", row.micros());
        numbers(node.putArray("needs"), row.needs(study.target()));
        numbers(node.putArray("sees"), row.sees(study.target()));
        numbers(
            node.putArray("means"),
            Arrays.stream(SearchStudy.AFTER).mapToDouble(row::meanAfter).toArray());
      }
    }
  }

  private static void numbers(ArrayNode array, double[] numbers) {
    for (double number : numbers) {
      array.add(number);
    }
  }

  static void print(List<SearchStudy> studies, int seeds, PrintWriter out) {
    for (SearchStudy study : studies) {
      out.printf(
          "%s, %s: best known %.5g, target %.5g%n",
          study.problem().id(), study.problem().title(), study.best(), study.target());
      Table table =
          new Table(
              text("search"),
              number("evaluations to target"),
              text("range"),
              number("f seen").rank(2),
              number("E f at 200").rank(1),
              number("500").rank(1),
              number("1000").rank(1),
              number("2000").rank(1),
              number("µs").rank(3));
      study.rows().forEach(row -> table.add(cells(row, study.target())));
      table.print(out);
      out.println();
    }
    out.printf(
        "Medians of %s; a run that did not reach the target counts as longer than all others."
            + " The target is for E f of the law recommended: 90 %% of the way from E f at the start"
            + " to the least value of five local searches of 200,000 evaluations. f seen: until a single"
            + " value reached it. µs: for each evaluation, with f and with learning.%n",
        Plural.of(seeds, "seed"));
  }

  private static String[] cells(SearchStudy.Row row, double target) {
    String[] cells = new String[5 + SearchStudy.AFTER.length];
    cells[0] = row.search();
    cells[1] = SearchStudy.median(row.needs(target));
    cells[2] = SearchStudy.range(row.needs(target));
    cells[3] = SearchStudy.median(row.sees(target));
    for (int n = 0; n < SearchStudy.AFTER.length; n++) {
      int after = SearchStudy.AFTER[n];
      cells[4 + n] = after <= row.budget() ? "%.4g".formatted(row.meanAfter(after)) : "";
    }
    cells[cells.length - 1] = "%.0f".formatted(row.micros());
    return cells;
  }

  static String csv(List<SearchStudy> studies) {
    StringBuilder text = new StringBuilder("problem,search,seed,evaluations,mean,least\n");
    for (SearchStudy study : studies) {
      for (SearchStudy.Row row : study.rows()) {
        for (int s = 0; s < row.trials().size(); s++) {
          for (SearchRun.Mark mark : row.trials().get(s).marks()) {
            text.append(ResultFiles.csv(study.problem().id()))
                .append(',')
                .append(row.search())
                .append(',');
            text.append(s).append(',').append(mark.evaluations()).append(',');
            text.append(mark.mean()).append(',').append(mark.least()).append('\n');
          }
        }
      }
    }
    return text.toString();
  }
}
