package io.thalweg.workbench.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.benchmarks.Case;
import io.thalweg.benchmarks.GrowthSeries;
import io.thalweg.benchmarks.Timing;
import io.thalweg.benchmarks.Workload;
import io.thalweg.workbench.output.Json;
import io.thalweg.workbench.output.Median;
import io.thalweg.workbench.output.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;

/** The medians of every round, with tables and ratios made from them. */
final class BenchResults {

  /** The key of a figure of a round: our case, or the name that a peer's script gives. */
  private record Key(int round, Object what) {}

  private record PeerKey(String workload, Peers.Library library, String variant, int threads) {}

  /**
   * A curve of growth.
   *
   * @param unit the unit of y
   */
  record Curve(String estimator, String against, String unit, double[] x, double[] y) {

    double slope() {
      return GrowthSeries.slope(x, y);
    }
  }

  private final List<Workload> workloads;
  private final int rounds;
  private final Map<Key, Double> medians = new HashMap<>();
  private final Map<Key, Double> means = new HashMap<>();
  private final List<Curve> curves = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  BenchResults(List<Workload> workloads, int rounds) {
    this.workloads = workloads;
    this.rounds = rounds;
  }

  void ours(int round, Case what, Timing timing) {
    medians.put(new Key(round, what), timing.median());
    means.put(new Key(round, what), timing.mean());
  }

  void peer(int round, Workload workload, Peers.Line line) {
    PeerKey key = new PeerKey(workload.id(), line.peer(), line.variant(), line.threads());
    medians.put(new Key(round, key), line.median());
  }

  void curve(Curve curve) {
    curves.add(curve);
  }

  /** Adds a note, once. */
  void note(String sentence) {
    if (!notes.contains(sentence)) {
      notes.add(sentence);
      Progress.warn("Warning: " + sentence + ".");
    }
  }

  private record Row(Workload workload, Workload.Row row) {}

  /** The rows that have their own figure. */
  private List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    Set<Case> shown = new HashSet<>();
    for (Workload workload : workloads) {
      for (Workload.Row row : workload.rows()) {
        Row next = new Row(workload, row);
        boolean measured = ours(next).isPresent() && !shown.contains(row.ours());
        if (measured || peerNames().stream().anyMatch(name -> own(next, name))) {
          rows.add(next);
          shown.add(row.ours());
        }
      }
    }
    return rows;
  }

  /** Whether a library has its own figure for a row; only PyTorch's differs between threads. */
  private boolean own(Row row, Peers.Library library) {
    boolean first = library == Peers.Library.TORCH || row.row().threads() == 1;
    return first && peer(row, library).isPresent();
  }

  private static List<Peers.Library> peerNames() {
    return List.of(Peers.Library.values());
  }

  private OptionalDouble ours(Row row) {
    return median(round -> ours(row, round));
  }

  private OptionalDouble peer(Row row, Peers.Library library) {
    return median(round -> peer(row, library, round));
  }

  private double ours(Row row, int round) {
    return medians.getOrDefault(new Key(round, row.row().ours()), Double.NaN);
  }

  private double mean(Row row, int round) {
    return means.getOrDefault(new Key(round, row.row().ours()), Double.NaN);
  }

  private double peer(Row row, Peers.Library library, int round) {
    int threads = library == Peers.Library.TORCH ? row.row().threads() : 0;
    PeerKey key = new PeerKey(row.workload().id(), library, row.row().variant(), threads);
    return medians.getOrDefault(new Key(round, key), Double.NaN);
  }

  /** The ratios of the faster peer's time to ours, for the rounds that have both. */
  private double[] ratios(Row row) {
    // Of a number and what is not there, the number.
    DoubleBinaryOperator faster =
        (a, b) -> Double.isNaN(a) ? b : Double.isNaN(b) ? a : Math.min(a, b);
    return rounds(
        round ->
            peerNames().stream()
                    .mapToDouble(library -> peer(row, library, round))
                    .reduce(Double.NaN, faster)
                / ours(row, round));
  }

  private interface OfRound {
    double at(int round);
  }

  private double[] rounds(OfRound figure) {
    double[] all = new double[rounds];
    Arrays.setAll(all, figure::at);
    return Arrays.stream(all).filter(Double::isFinite).sorted().toArray();
  }

  private OptionalDouble median(OfRound figure) {
    double[] figures = rounds(figure);
    return figures.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(Median.of(figures));
  }

  /** Makes the JSON of all results. */
  ObjectNode toJson(ObjectNode versions) {
    ObjectNode root = Json.MAPPER.createObjectNode().put("rounds", rounds);
    root.set("versions", versions);
    ArrayNode array = root.putArray("workloads");
    for (Row row : rows()) {
      ObjectNode node =
          array
              .addObject()
              .put("workload", row.workload().id())
              .put("variant", row.row().variant())
              .put("threads", row.row().threads())
              .put("steps", row.workload().steps());
      put(node, "ours_us", ours(row));
      peerNames().forEach(library -> put(node, library.id() + "_us", peer(row, library)));
      put(node, "ours_mean_us", median(round -> mean(row, round)));
      double[] ratios = ratios(row);
      if (ratios.length == 0) {
        node.putNull("ratio_to_faster").putNull("ratio_spread");
      } else {
        node.put("ratio_to_faster", rounded(Median.of(ratios)));
        node.putArray("ratio_spread")
            .add(rounded(ratios[0]))
            .add(rounded(ratios[ratios.length - 1]));
      }
    }
    growth(root.putArray("growth"));
    ArrayNode said = root.putArray("notes");
    notes.forEach(said::add);
    return root;
  }

  private void growth(ArrayNode array) {
    for (Curve curve : curves) {
      ObjectNode node =
          array
              .addObject()
              .put("estimator", curve.estimator())
              .put("against", curve.against())
              .put("unit", curve.unit())
              .put("slope", rounded(curve.slope()));
      ArrayNode points = node.putArray("points");
      for (int i = 0; i < curve.x().length; i++) {
        points.addArray().add(curve.x()[i]).add(rounded(curve.y()[i]));
      }
    }
  }

  private static void put(ObjectNode node, String name, OptionalDouble value) {
    if (value.isPresent()) {
      node.put(name, rounded(value.getAsDouble()));
    } else {
      node.putNull(name);
    }
  }

  /** Rounds to a nanosecond, the resolution of the clocks. */
  private static double rounded(double value) {
    return Math.round(value * 1e3) / 1e3;
  }

  /** Makes a CSV file with every round of every row. */
  String csv() {
    StringBuilder text = new StringBuilder("workload,variant,threads,round,ours_us");
    peerNames().forEach(library -> text.append(",").append(library.id()).append("_us"));
    text.append("\n");
    for (Row row : rows()) {
      for (int round = 0; round < rounds; round++) {
        text.append(
            "%s,\"%s\",%d,%d,%s"
                .formatted(
                    row.workload().id(),
                    row.row().variant(),
                    row.row().threads(),
                    round + 1,
                    cell(ours(row, round))));
        for (Peers.Library library : peerNames()) {
          text.append(",").append(cell(peer(row, library, round)));
        }
        text.append("\n");
      }
    }
    return text.toString();
  }

  private static String cell(double micros) {
    return Double.isNaN(micros) ? "" : "" + rounded(micros);
  }
}
