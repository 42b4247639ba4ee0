package io.thalweg.workbench.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.thalweg.Factorized;
import io.thalweg.problem.Problem;
import io.thalweg.problem.Problems;
import io.thalweg.search.BlackBoxSearch;
import io.thalweg.search.SearchRun;
import io.thalweg.workbench.CommandRun;
import io.thalweg.workbench.output.KeptRow;
import io.thalweg.workbench.output.RecordedReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchCommandTest {

  @TempDir private Path folder;

  private static String[] command(String... more) {
    String[] common = {"search", "--seeds", "3", "--budget", "200"};
    String[] all = new String[common.length + more.length];
    System.arraycopy(common, 0, all, 0, common.length);
    System.arraycopy(more, 0, all, common.length, more.length);
    return all;
  }

  @Test
  void jsonHasTheNeedsOfEverySeedAndSurrogateDescentIsAheadOfAdam() {
    JsonNode results =
        CommandRun.json(
            command("nk14-1", "--searches", "surrogate_descent,rloo,local_search", "--json"));
    JsonNode problem = results.get("problems").get(0);
    assertEquals("nk14-1", problem.get("id").asText());
    assertTrue(problem.get("best").asDouble() < problem.get("target").asDouble());
    JsonNode searches = problem.get("searches");
    assertEquals(3, searches.size());
    for (JsonNode search : searches) {
      assertEquals(3, search.get("needs").size());
      assertEquals(3, search.get("sees").size());
      assertEquals(4, search.get("means").size());
    }
    double own = searches.get(0).get("means").get(0).asDouble();
    double adam = searches.get(1).get("means").get(0).asDouble();
    assertTrue(own < adam, own + " against " + adam);
  }

  @Test
  void aJavaFileCanBeSearched() throws IOException {
    Path file = folder.resolve("Ones.java");
    Files.writeString(
        file,
        """
        import io.thalweg.Distribution;
        import io.thalweg.distribution.Bernoulli;

        class Ones {
          static Distribution law() {
            return Bernoulli.ofLogits(new double[8]);
          }

          static double value(double[] x) {
            double sum = 0;
            for (double bit : x) {
              sum -= bit;
            }
            return sum;
          }
        }
        """);
    CommandRun run =
        CommandRun.of(
            command(
                file.toString(), "--searches", "surrogate_descent", "--out", folder.toString()));
    assertEquals(0, run.exit(), run::err);
    assertTrue(run.out().contains("best known -8.0000"), run::out);
    assertTrue(Files.readString(folder.resolve("search.csv")).startsWith("problem,search,seed,"));
    RecordedReport.assertFieldsAreThoseOf("search", folder);
  }

  @Test
  void problemsWithoutBitsOrCategoriesAreRefused() {
    CommandRun run = CommandRun.of("search", "orders8");
    assertEquals(2, run.exit());
    assertTrue(run.err().contains("search needs Bernoulli or categorical variables"), run::err);
  }

  @Test
  void runThatWasKeptIsTheRunThatWasMeasured() {
    Problem problem = Problems.find("sat30").orElseThrow();
    for (BlackBoxSearch search : BlackBoxSearch.all(0.1)) {
      SearchRun measured =
          SearchRun.of(search, (Factorized) problem.law(), problem.objective(), 40, 1);
      Path own = folder.resolve(search.name());
      assertTrue(own.toFile().mkdir());
      assertEquals(measured, KeptRow.again(measured, SearchRun.class, own));
    }
  }
}
