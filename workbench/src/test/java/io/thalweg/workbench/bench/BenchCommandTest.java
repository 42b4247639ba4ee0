package io.thalweg.workbench.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.thalweg.benchmarks.Timing;
import io.thalweg.workbench.CommandRun;
import io.thalweg.workbench.output.RecordedReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Everything but the figures themselves, which are the machine's.
 *
 * <p>One test measures with JMH. The others are given times, so that they start no Java for each.
 */
class BenchCommandTest {

  private static final String[] QUICK = {"bench", "--quick", "--workloads", "toy_relax"};

  @TempDir private Path folder;

  /** Runs a command with a stopwatch that always shows the same. */
  private static CommandRun given(String... arguments) {
    return given(0, new Timing(100, 110, 0, false), arguments);
  }

  private static CommandRun given(double load, Timing timing, String... arguments) {
    return given(load, (what, effort, seed) -> timing, arguments);
  }

  private static CommandRun given(double load, BenchRun.Stopwatch stopwatch, String... arguments) {
    CommandLine.IFactory standard = CommandLine.defaultFactory();
    return CommandRun.of(
        new CommandLine.IFactory() {
          @Override
          public <K> K create(Class<K> type) throws Exception {
            return type == BenchCommand.class
                ? type.cast(new BenchCommand(stopwatch, () -> load))
                : standard.create(type);
          }
        },
        arguments);
  }

  private static String[] quick(String... more) {
    return Stream.concat(Stream.of(QUICK), Stream.of(more)).toArray(String[]::new);
  }

  @Test
  void jsonHasTheFieldsOfTheContractAndNullForPeersThatWereNotRun() {
    Timing.Effort brief = new Timing.Effort(0.01, 0.01);
    CommandRun run =
        given(0, (what, effort, seed) -> Timing.of(what, brief, seed), quick("--json"));
    assertEquals(0, run.exit(), run::err);
    JsonNode results = CommandRun.parse(run.out());
    assertTrue(results.get("machine").asText().endsWith(" cores"), results::toString);
    assertEquals(2, results.get("workloads").size());
    List<String> fields = new ArrayList<>();
    for (Iterator<String> names = results.get("workloads").get(0).fieldNames(); names.hasNext(); ) {
      fields.add(names.next());
    }
    assertEquals(
        List.of(
            "workload",
            "variant",
            "threads",
            "steps",
            "ours_us",
            "torch_us",
            "jax_us",
            "gymnasium_us",
            "ours_mean_us",
            "ratio_to_faster",
            "ratio_spread"),
        fields);
    for (JsonNode row : results.get("workloads")) {
      assertEquals("toy_relax", row.get("workload").asText());
      assertEquals(1, row.get("threads").asInt());
      assertTrue(row.get("ours_us").asDouble() > 0);
      for (String peer :
          List.of("torch_us", "jax_us", "gymnasium_us", "ratio_to_faster", "ratio_spread")) {
        assertTrue(row.get(peer).isNull(), peer);
      }
    }
  }

  @Test
  void peersAreMeasuredEveryRoundAndLossesShownBesideWins() throws IOException {
    CommandRun run =
        given(
            quick(
                "--rounds",
                "2",
                "--peers",
                FakePython.in(folder).path(),
                "--out",
                folder.resolve("out").toString()));
    assertEquals(0, run.exit(), run::err);
    List<String> table = run.out().lines().filter(line -> line.startsWith("toy_relax")).toList();
    assertEquals(2, table.size(), run::out);
    assertTrue(
        table.get(0).matches("toy_relax +relax, a step a call +1 .* 4000000000 +3600000000 .*"),
        run::out);
    assertTrue(run.out().contains("above 1 ours is faster, as in 1 of 2 rows."), run::out);
    JsonNode results = results();
    JsonNode won = results.get("workloads").get(0);
    JsonNode lost = results.get("workloads").get(1);
    assertTrue(won.get("ratio_to_faster").asDouble() > 1);
    assertTrue(lost.get("ratio_to_faster").asDouble() < 1);
    assertEquals(2, won.get("ratio_spread").size());
    assertEquals("2.13.0", results.get("versions").get("torch").asText());
    assertFalse(results.get("interrupted").asBoolean());
    List<String> csv = Files.readAllLines(folder.resolve("out").resolve("bench.csv"));
    assertEquals("workload,variant,threads,round,ours_us,torch_us,jax_us,gymnasium_us", csv.get(0));
    assertEquals(5, csv.size());
    assertTrue(
        csv.get(1).matches("toy_relax,\"relax, a step a call\",1,1,100.0,4.0E9,3.6E9,"),
        csv::toString);
    assertTrue(run.progress().contains("toy_relax, jax, round 2"), run::progress);
    assertTrue(run.progress().contains("Report: "), run::progress);
    RecordedReport.assertFieldsAreThoseOf("bench", folder.resolve("out"));
  }

  @Test
  void librariesThatAPythonHasNotAreLeftOutInOneSentence() throws IOException {
    FakePython python =
        FakePython.having(folder, "{\"python\": \"3.9.1\", \"torch\": \"2.1\", \"jax\": \"0.4\"}");
    CommandRun run =
        given(quick("--peers", python.path(), "--out", folder.resolve("out").toString()));
    assertEquals(0, run.exit(), run::err);
    String sentence = python.path() + " has no optax, so that jax is left out";
    assertTrue(run.progress().contains("Warning: " + sentence + "."), run::progress);
    assertEquals(sentence, results().get("notes").get(0).asText());
    JsonNode row = results().get("workloads").get(0);
    assertTrue(row.get("jax_us").isNull());
    assertEquals(4e9, row.get("torch_us").asDouble());
  }

  @Test
  void onlyLibrariesThatAWorkloadIsMeasuredWithAreMissed() throws IOException {
    FakePython python = FakePython.having(folder, "{\"python\": \"3.9.1\"}");
    CommandRun run =
        given(
            "bench",
            "--quick",
            "--workloads",
            "lunarlander",
            "--peers",
            python.path(),
            "--out",
            folder.resolve("out").toString());
    assertEquals(0, run.exit(), run::err);
    assertEquals(
        "[\"%s has no gymnasium, so that gymnasium is left out\"]".formatted(python.path()),
        results().get("notes").toString());
  }

  @Test
  void programsThatAreNoPythonAreRefusedBeforeAnyWork() throws IOException {
    FakePython program = FakePython.having(folder, "hello");
    CommandRun run = given(quick("--peers", program.path()));
    assertEquals(2, run.exit());
    assertTrue(
        run.err()
            .startsWith(
                "thalweg: --peers: %s does not answer as a Python 3.8 or newer does."
                    .formatted(program.path())),
        run::err);
  }

  @Test
  void whatAFailingScriptHasPrintedIsKept() throws IOException {
    FakePython python =
        FakePython.withTorch(
            folder,
            FakePython.echo("torch", "relax, a step a call", "1", 50)
                + "echo 'RuntimeError: no more' >&2\nexit 1\n");
    CommandRun run =
        given(
            quick(
                "--rounds",
                "2",
                "--peers",
                python.path(),
                "--out",
                folder.resolve("out").toString()));
    assertEquals(0, run.exit(), run::err);
    JsonNode workloads = results().get("workloads");
    assertEquals(50, workloads.get(0).get("torch_us").asDouble());
    assertTrue(workloads.get(1).get("torch_us").isNull());
    assertEquals(
        "[\"the script of toy_relax under torch failed: RuntimeError: no more\"]",
        results().get("notes").toString());
  }

  @Test
  void timesOfABusyMachineAreDoubtedInOneSentenceEverywhere() throws IOException {
    Timing timing = new Timing(195_494, 200_000, 0.8, true);
    CommandRun run = given(1e6, timing, quick("--out", folder.resolve("out").toString()));
    assertEquals(0, run.exit(), run::err);
    int cores = Runtime.getRuntime().availableProcessors();
    String sentence =
        ("our times are doubtful: other programs kept the machine busy, with a load of 1000000.0"
                + " on %d core%s; the times of 2 of 2 measurements vary by more than 30 %%, those"
                + " of toy_relax, relax, a step a call by 80 %%; in 2 of 2 measurements vectors"
                + " were still interpreted, and many times slower than compiled ones")
            .formatted(cores, cores == 1 ? "" : "s");
    assertEquals(List.of(sentence), List.of(results().get("notes").get(0).asText()));
    assertTrue(run.progress().contains("Warning: " + sentence + "."), run::progress);
    assertTrue(run.out().contains("Warning: " + sentence + "."), run::out);
  }

  @Test
  void interpretedVectorsAreMeasuredAgainAfterMoreWarmUp() throws IOException {
    List<Double> warmUps = new ArrayList<>();
    BenchRun.Stopwatch stopwatch =
        (what, effort, seed) -> {
          warmUps.add(effort.warmUpSeconds());
          boolean interpreted = effort.warmUpSeconds() < 1;
          return new Timing(interpreted ? 195_494 : 38, 40, 0, interpreted);
        };
    CommandRun run = given(0, stopwatch, quick("--out", folder.resolve("out").toString()));
    assertEquals(0, run.exit(), run::err);
    assertEquals(List.of(0.3, 3.0, 0.3, 3.0), warmUps);
    assertEquals(38, results().get("workloads").get(0).get("ours_us").asDouble());
    assertEquals(0, results().get("notes").size());
  }

  @Test
  void steadyTimesOfAQuietMachineAreNotDoubted() throws IOException {
    CommandRun run =
        given(
            0.1, new Timing(38, 40, 0.1, false), quick("--out", folder.resolve("out").toString()));
    assertEquals(0, run.exit(), run::err);
    assertEquals(0, results().get("notes").size());
    assertFalse(run.out().contains("doubtful"), run::out);
  }

  @Test
  void growthIsSaidInSlopes() throws IOException {
    CommandRun run =
        given(
            "bench", "--quick", "--workloads", "growth", "--out", folder.resolve("out").toString());
    assertEquals(0, run.exit(), run::err);
    JsonNode growth = results().get("growth");
    assertEquals(7, growth.size());
    JsonNode last = growth.get(6);
    assertEquals("distinct actions", last.get("against").asText());
    assertEquals("evaluations", last.get("unit").asText());
    assertEquals(1, last.get("slope").asDouble());
    // The stopwatch shows no growth.
    assertEquals(0, growth.get(0).get("slope").asDouble());
    assertTrue(run.out().contains("Slope of the logarithm"), run::out);
    assertEquals(0, results().get("workloads").size());
  }

  private JsonNode results() throws IOException {
    return CommandRun.parse(Files.readString(folder.resolve("out").resolve("results.json")));
  }
}
