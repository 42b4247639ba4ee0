package io.thalweg.workbench.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.workbench.CommandRun;
import io.thalweg.workbench.bench.FakePython;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the commands whose reports {@link ReportBrowserTest} draws, and keeps their data. It runs
 * only when it is asked for:
 *
 * <pre>
 *   mvn -B -pl workbench -am test -Dtest=RecordReports -Dsurefire.failIfNoSpecifiedTests=false
 * </pre>
 */
class RecordReports {

  private static final Path RESOURCES =
      Path.of("src", "test", "resources", "io", "thalweg", "workbench", "output");
  // As many digits as a chart can show; a plane of variances has thousands of numbers.
  private static final MathContext DIGITS = new MathContext(5);

  @TempDir private Path folder;

  @Test
  void comparison() throws IOException {
    // More coordinates than one picture holds, and a variance of zero.
    record("compare", "compare", "arsm30", "--draws", "1000");
  }

  @Test
  void scan() throws IOException {
    String temperatures = "gumbel_softmax:temperature=0.1|0.5|1,rebar:temperature=0.1|0.5";
    record("compare-scan", "compare", "cos", "--draws", "5000", "--estimators", temperatures);
  }

  @Test
  void training() throws IOException {
    record(
        "train",
        "train",
        "digits",
        "--set",
        "hidden=none",
        "--steps",
        "25",
        "--estimators",
        "rloo,gumbel_softmax",
        "--seeds",
        "2");
  }

  @Test
  void experiment() throws IOException {
    record(
        "experiment",
        "train",
        "plackett_luce",
        "--steps",
        "100",
        "--estimators",
        "reinforce,rloo,relax",
        "--seeds",
        "2");
  }

  @Test
  void policies() throws IOException {
    // The last of the methods has not solved the task with every seed by then.
    record(
        "policy",
        "train",
        "cartpole",
        "--episodes",
        "300",
        "--estimators",
        "a2c,arsm,relax",
        "--seeds",
        "4");
  }

  @Test
  void flow() throws IOException {
    record("flow", "flow", "queue", "--draws", "1200", "--rows", "cos2");
  }

  @Test
  void flowOfAConstant() throws IOException {
    // A variance of zero has no logarithm.
    Path still = folder.resolve("Still.java");
    Files.writeString(
        still,
        """
        import io.thalweg.Distribution;
        import io.thalweg.distribution.Gaussian;

        class Still {
          static Distribution law() {
            return Gaussian.of(0, 1);
          }

          static double value(double[] x) {
            return 3;
          }

          static double[] gradient(double[] x) {
            return new double[1];
          }
        }
        """);
    record("flow-still", "flow", still.toString(), "--draws", "1200", "--rows", "cos2");
  }

  @Test
  void regression() throws IOException {
    record("regression", "regression", "--problems", "bits10,cubic20,arsm30", "--seeds", "2");
  }

  @Test
  void searchesOfBlackBoxes() throws IOException {
    record("search", "search", "nk14-1", "cut8x3", "--seeds", "3", "--budget", "200");
  }

  @Test
  void sensitivity() throws IOException {
    Path shop = RESOURCES.resolveSibling("sensitivity").resolve("Shop.java");
    record("sensitivity", "sensitivity", shop.toString(), "--runs", "4000");
  }

  @Test
  void search() throws IOException {
    Path shop = RESOURCES.resolveSibling("sensitivity").resolve("Shop.java");
    record(
        "tune",
        "tune",
        shop.toString(),
        "--maximize",
        "--output",
        "profit",
        "--freeze",
        "demand,order",
        "--bounds",
        "theft probability=0.02:0.5",
        "--runs",
        "1000");
  }

  @Test
  void searches() throws IOException {
    String[] command = {"simopt", "san_1", "ambulance_1", "--macro", "3", "--budget", "500"};
    record("simopt", command);
  }

  @Test
  void speed() throws IOException {
    record(
        "bench",
        "bench",
        "--quick",
        "--workloads",
        "toy_relax",
        "--peers",
        FakePython.in(folder).path(),
        "--seed",
        "2");
  }

  private void record(String name, String... command) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of("--out", folder.resolve("out").toString()));
    CommandRun run = CommandRun.of(arguments.toArray(String[]::new));
    assertEquals(0, run.exit(), run::err);
    String html = Files.readString(folder.resolve("out").resolve("report.html"));
    String data = RecordedReport.data(html).replace(folder.toString(), "folder");
    Files.createDirectories(RESOURCES);
    Files.writeString(
        RESOURCES.resolve(name + ".json"), rounded(CommandRun.parse(data)).toString() + "\n");
  }

  private static JsonNode rounded(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.fieldNames().forEachRemaining(name -> object.set(name, rounded(object.get(name))));
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, rounded(array.get(i)));
      }
    } else if (node.isDouble()) {
      double value = new BigDecimal(node.asDouble()).round(DIGITS).doubleValue();
      return Json.MAPPER.getNodeFactory().numberNode(value);
    }
    return node;
  }
}
