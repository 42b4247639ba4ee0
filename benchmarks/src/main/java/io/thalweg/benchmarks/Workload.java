package io.thalweg.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A task that is timed here and in Python.
 *
 * @param id the name on the command line and of the scripts
 * @param peers the libraries that have a script for it
 * @param steps the number of steps of an environment in one operation; 0 where there is none
 * @param rows the lines of the comparison
 */
public record Workload(String id, List<String> peers, int steps, List<Row> rows) {

  private static final List<String> TENSORS = List.of("torch", "jax");

  /**
   * One line of the comparison.
   *
   * @param variant the estimator and its particularity
   * @param threads the number that ours and PyTorch may use; JAX decides by itself
   * @param ours our benchmark of it; if it cannot use a second thread, that of the row with one
   */
  public record Row(String variant, int threads, Case ours) {}

  private Workload(String id, List<Row> rows) {
    this(id, TENSORS, 0, rows);
  }

  /** Lists all workloads: estimates, the shortest operations first, then environments. */
  public static List<Workload> all() {
    return List.of(
        new Workload(
            "toy_relax",
            List.of(
                new Row("relax, a step a call", 1, new Case(ToyRelax.class, "step", Map.of())),
                new Row(
                    "relax, 1000 steps a call",
                    1,
                    new Case(ToyRelax.class, "thousandSteps", Map.of())))),
        new Workload("blackbox_bernoulli", bernoulli()),
        new Workload("blackbox_categorical", categorical()),
        new Workload("vae_bernoulli", autoencoderOfBits()),
        new Workload("vae_categorical", autoencoderOfCategories()),
        new Workload("cartpole", List.of("jax", "gymnasium"), Environments.STEPS, cartPole()),
        new Workload(
            "lunarlander",
            List.of("gymnasium"),
            Environments.STEPS,
            List.of(new Row("one object", 1, steps("lunarLander")))));
  }

  private static List<Row> bernoulli() {
    List<Row> rows = new ArrayList<>();
    for (int threads = 1; threads <= 2; threads++) {
      for (String id : List.of("reinforce", "rloo", "arm", "disarm")) {
        Map<String, String> parameters = Map.of("estimator", id, "contexts", "100", "size", "200");
        rows.add(new Row(id, threads, new Case(Blackbox.class, "estimate", parameters)));
        rows.add(
            new Row(id + ", law given", threads, new Case(Blackbox.class, "lawGiven", parameters)));
      }
    }
    return rows;
  }

  private static List<Row> categorical() {
    List<Row> rows = new ArrayList<>();
    for (int threads = 1; threads <= 2; threads++) {
      for (String id : List.of("rloo", "arsm")) {
        Map<String, String> parameters =
            Map.of("estimator", id, "contexts", "200", "size", "20", "categories", "10");
        rows.add(new Row(id, threads, new Case(Blackbox.class, "estimate", parameters)));
      }
    }
    return rows;
  }

  private static List<Row> autoencoderOfBits() {
    List<Row> rows = new ArrayList<>();
    for (int threads = 1; threads <= 2; threads++) {
      for (String id : List.of("rloo", "disarm", "relax")) {
        Map<String, String> parameters =
            Map.of("estimator", id, "threads", Integer.toString(threads));
        rows.add(new Row(id, threads, new Case(VaeBernoulli.class, "step", parameters)));
      }
    }
    return rows;
  }

  private static List<Row> autoencoderOfCategories() {
    List<Row> rows = new ArrayList<>();
    for (int threads = 1; threads <= 2; threads++) {
      Map<String, String> parameters = Map.of("threads", Integer.toString(threads));
      rows.add(new Row("rloo", threads, new Case(VaeCategorical.class, "step", parameters)));
    }
    return rows;
  }

  private static List<Row> cartPole() {
    List<Row> rows = new ArrayList<>();
    rows.add(new Row("one object", 1, steps("cartPole")));
    for (boolean policy : new boolean[] {false, true}) {
      for (int copies : new int[] {1_024, 4_096}) {
        String method = policy ? "cartPolesWithPolicy" : "cartPoles";
        Map<String, String> parameters = Map.of("copies", Integer.toString(copies));
        Case ours = new Case(Environments.class, method, parameters, policy);
        String variant = String.format(Locale.ROOT, "%,d copies", copies);
        rows.add(new Row(policy ? variant + ", policy" : variant, 1, ours));
      }
    }
    return rows;
  }

  private static Case steps(String method) {
    return new Case(Environments.class, method, Map.of(), false);
  }

  /** Returns the variant that one of our benchmarks measures. */
  public String variant(Case ours) {
    return rows.stream().filter(row -> row.ours().equals(ours)).findFirst().orElseThrow().variant();
  }

  /** Lists our benchmarks of this workload, each once. */
  public List<Case> cases() {
    return rows.stream().map(Row::ours).distinct().toList();
  }
}
