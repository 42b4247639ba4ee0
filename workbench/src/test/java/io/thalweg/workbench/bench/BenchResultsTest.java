package io.thalweg.workbench.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.thalweg.benchmarks.Timing;
import io.thalweg.benchmarks.Workload;
import io.thalweg.workbench.output.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchResultsTest {

  private static final Workload WORKLOAD = workload("blackbox_categorical");

  private static Workload workload(String id) {
    return Workload.all().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
  }

  private final BenchResults results = new BenchResults(List.of(WORKLOAD), 3);

  private void ours(double... rounds) {
    for (int round = 0; round < rounds.length; round++) {
      double median = rounds[round];
      Timing timing = new Timing(median, median + 1, 0, false);
      results.ours(round, WORKLOAD.rows().get(0).ours(), timing);
    }
  }

  private void peer(Peers.Library library, int threads, double... rounds) {
    for (int round = 0; round < rounds.length; round++) {
      results.peer(round, WORKLOAD, new Peers.Line(library, "rloo", threads, rounds[round]));
    }
  }

  private JsonNode json() {
    return results.toJson(Json.MAPPER.createObjectNode());
  }

  private JsonNode workloads() {
    return json().get("workloads");
  }

  @Test
  void ratioIsTheMedianOfThoseOfRoundsToWhoeverWasFasterInEach() {
    ours(10, 10, 20);
    peer(Peers.Library.TORCH, 1, 30, 20, 20);
    peer(Peers.Library.JAX, 0, 20, 50, 90);
    JsonNode row = workloads().get(0);
    assertEquals(10, row.get("ours_us").asDouble());
    assertEquals(11, row.get("ours_mean_us").asDouble());
    assertEquals(20, row.get("torch_us").asDouble());
    assertEquals(50, row.get("jax_us").asDouble());
    assertEquals(2, row.get("ratio_to_faster").asDouble());
    assertEquals("[1.0,2.0]", row.get("ratio_spread").toString());
  }

  @Test
  void roundsThatLackOneOfTheTwoGiveNoRatio() {
    ours(10, 10);
    peer(Peers.Library.JAX, 0, 40);
    JsonNode row = workloads().get(0);
    assertTrue(row.get("torch_us").isNull());
    assertEquals("[4.0,4.0]", row.get("ratio_spread").toString());
  }

  @Test
  void rowsOfTwoThreadsTakeTorchWithTwoAndTheSameFigureOfOthers() {
    ours(10);
    peer(Peers.Library.TORCH, 1, 30);
    peer(Peers.Library.TORCH, 2, 20);
    peer(Peers.Library.JAX, 0, 25);
    assertEquals(2, workloads().size());
    JsonNode two = workloads().get(1);
    assertEquals(2, two.get("threads").asInt());
    assertEquals(10, two.get("ours_us").asDouble());
    assertEquals(20, two.get("torch_us").asDouble());
    assertEquals(25, two.get("jax_us").asDouble());
    assertEquals(2, two.get("ratio_to_faster").asDouble());
  }

  @Test
  void rowsThatWouldOnlyRepeatOursAreLeftOut() {
    ours(10);
    peer(Peers.Library.JAX, 0, 25);
    assertEquals(1, workloads().size());
  }

  @Test
  void lossesArePrintedAsTheyAre() {
    ours(100, 100, 100);
    peer(Peers.Library.JAX, 0, 25, 20, 50);
    StringWriter out = new StringWriter();
    BenchTable.print(json(), new PrintWriter(out));
    assertTrue(
        out.toString()
            .lines()
            .anyMatch(
                line ->
                    line.matches(
                        "blackbox_categorical +rloo +1 +100 +- +25.0 +0.25 +0.20 .. 0.50")),
        out::toString);
    assertTrue(out.toString().contains("as in 0 of 1 rows"), out::toString);
  }

  @Test
  void environmentsHaveTheSpeedOfOursAndTheTimesOfTheirPeers() {
    Workload cartPole = workload("cartpole");
    BenchResults steps = new BenchResults(List.of(cartPole), 1);
    Workload.Row first = cartPole.rows().get(0);
    steps.ours(0, first.ours(), new Timing(40, 41, 0, false));
    steps.peer(0, cartPole, new Peers.Line(Peers.Library.GYMNASIUM, first.variant(), 0, 5_000));
    JsonNode json = steps.toJson(Json.MAPPER.createObjectNode());
    assertEquals(1_000, json.get("workloads").get(0).get("steps").asInt());
    assertEquals(5_000, json.get("workloads").get(0).get("gymnasium_us").asDouble());
    StringWriter out = new StringWriter();
    BenchTable.print(json, new PrintWriter(out));
    String heading = "workload +variant +threads +ours µs +torch µs +jax µs +gymnasium µs +ratio.*";
    assertTrue(out.toString().lines().anyMatch(line -> line.matches(heading)), out::toString);
    assertTrue(
        out.toString().lines().anyMatch(line -> line.matches(".* 5000 +125.00 .*25.0")),
        out::toString);
  }
}
