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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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

  /** The first has its least value at ones, the second at zeros. */
  @Test
  void filesOfOneNameAreTwoProblems() throws IOException {
    List<String> files = new ArrayList<>();
    for (String sign : List.of("-", "+")) {
      Path file = folder.resolve("of" + sign).resolve("Bits.java");
      Files.createDirectories(file.getParent());
      Files.writeString(
          file,
          """
          class Bits {
            static io.thalweg.Distribution law() {
              return io.thalweg.distribution.Bernoulli.ofLogits(new double[4]);
            }
            static double value(double[] x) {
              return %s (x[0] + x[1] + x[2] + x[3]);
            }
          }
          """
              .formatted(sign));
      files.add(file.toString());
    }
    String[] searches = {"--searches", "local_search", "--out", folder.toString()};
    CommandRun run =
        CommandRun.of(
            Stream.of(command(files.get(0), files.get(1), files.get(0)), searches)
                .flatMap(Stream::of)
                .toArray(String[]::new));
    assertEquals(0, run.exit(), run::err);
    JsonNode problems =
        CommandRun.parse(Files.readString(folder.resolve("results.json"))).get("problems");
    assertEquals(2, problems.size());
    for (int i = 0; i < 2; i++) {
      assertEquals(files.get(i), problems.get(i).get("id").asText());
      assertEquals(i == 0 ? -4 : 0, problems.get(i).get("best").asDouble());
    }
    List<String> csv = Files.readAllLines(folder.resolve("search.csv"));
    assertTrue(csv.stream().skip(1).allMatch(line -> files.contains(line.split(",", -1)[0])));
    assertTrue(csv.stream().anyMatch(line -> line.startsWith(files.get(1))));
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
