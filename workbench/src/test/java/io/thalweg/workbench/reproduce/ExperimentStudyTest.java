package io.thalweg.workbench.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Estimand;
import io.thalweg.Objective;
import io.thalweg.data.Digits;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.estimator.Recipe;
import io.thalweg.train.Run;
import io.thalweg.train.Training;
import io.thalweg.workbench.model.Dial;
import io.thalweg.workbench.model.Dials;
import io.thalweg.workbench.model.Experiment;
import io.thalweg.workbench.model.Measure;
import io.thalweg.workbench.model.Picture;
import io.thalweg.workbench.output.Interruption;
import io.thalweg.workbench.problem.Pairing;
import io.thalweg.workbench.reproduce.ExperimentStudy.Bar;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentStudyTest {

  private static final int STEPS = 20;

  @TempDir private Path folder;

  /** A value that begins at ten times the seed and falls by a pace at each step. */
  private static final class Falling implements Training {

    private final long seed;
    private final double pace;
    private int made;

    Falling(long seed, double pace) {
      this.seed = seed;
      this.pace = pace;
    }

    @Override
    public Map<String, String> settings() {
      return Map.of();
    }

    @Override
    public void step(int step) {
      made++;
    }

    @Override
    public Map<String, Double> measure(int step) {
      return Map.of("value", 10 * seed - pace * made);
    }

    @Override
    public void save(DataOutput out) throws IOException {
      out.writeInt(made);
    }

    @Override
    public void load(DataInput in) throws IOException {
      made = in.readInt();
    }
  }

  /** Reinforce falls by 1 a step, and rloo by 2. */
  private static final class Falls implements Experiment<Falling> {

    @Override
    public String id() {
      return "falls";
    }

    @Override
    public String title() {
      return "numbers that fall";
    }

    @Override
    public int steps() {
      return STEPS;
    }

    @Override
    public List<String> estimators() {
      return List.of("reinforce", "rloo:draws=4");
    }

    @Override
    public List<Dial> dials() {
      return List.of();
    }

    @Override
    public Pairing pairing(Dials dials) {
      return new Pairing(id(), Estimand.MEAN, Bernoulli.ofLogits(0), Objective.class);
    }

    @Override
    public Run<Falling> begin(Recipe<?, ?> recipe, Dials dials, long seed) {
      double pace = recipe.name().equals("rloo") ? 2 : 1;
      return new Run<>(recipe.id(), seed, s -> new Falling(s, pace));
    }

    @Override
    public long evaluations(Falling training) {
      return training.made;
    }

    @Override
    public List<Measure> measures() {
      return List.of(
          new Measure(
              "value", "value", "It falls.", "%.1f", Measure.Better.LOWER, Measure.Chart.LINEAR));
    }

    @Override
    public Map<String, Double> levels(Run<Falling> run) {
      return Map.of("floor", -30.0);
    }

    @Override
    public String aboutPictures() {
      return "";
    }

    @Override
    public List<Picture> pictures(List<Run<Falling>> runs) {
      return List.of();
    }
  }

  private static ExperimentStudy<Falling> study() {
    Falls falls = new Falls();
    return new ExperimentStudy<>(
        falls,
        "nobody",
        "",
        List.of(
            Bar.gain("rloo:draws=4", "value", Row.Gate.atMost(-40)),
            Bar.lead("rloo:draws=4", "reinforce", "value", Row.Gate.atMost(-21)),
            Bar.less(falls, "reinforce", "value", "floor", Row.Gate.NONE)),
        0.1);
  }

  private Bench bench(Interruption interruption, Set<String> only) {
    return new Bench(
        Study.Scale.SHORT,
        new Bench.Wish(OptionalInt.empty(), OptionalInt.of(2), only),
        plan -> Digits.load(),
        Optional.of(folder),
        1,
        interruption);
  }

  private List<Row> rows(Set<String> only) {
    try (Interruption interruption = Interruption.byCtrlC()) {
      return study().run(bench(interruption, only)).rows();
    }
  }

  /** Seeds 1 and 2 begin at 10 and 20. */
  @Test
  void scoresComeFirstAndThenTheBars() {
    List<Row> rows = rows(Set.of());
    assertEquals(
        List.of(
            "reinforce, value",
            "rloo:draws=4, value",
            "rloo:draws=4, value less that at first",
            "rloo:draws=4, value less that of reinforce",
            "reinforce, value less that of floor"),
        rows.stream().map(Row::what).toList());
    assertEquals(List.of(-5.0, -25.0, -40.0, -20.0, 25.0), rows.stream().map(Row::ours).toList());
    assertEquals(Math.sqrt(50), rows.get(0).spread(), 1e-12);
    assertEquals(
        List.of(
            Row.Verdict.SHOWN,
            Row.Verdict.SHOWN,
            Row.Verdict.MET,
            Row.Verdict.MISSED,
            Row.Verdict.SHOWN),
        rows.stream().map(Row::verdict).toList());
  }

  @Test
  void barsOfEstimatorsThatAreNotWantedAreLeftOut() {
    assertEquals(
        List.of("reinforce, value", "reinforce, value less that of floor"),
        rows(Set.of("reinforce")).stream().map(Row::what).toList());
  }

  @Test
  void anInterruptedStudyGoesOnFromItsCheckpoints() {
    rows(Set.of("reinforce"));
    assertTrue(folder.resolve("falls-reinforce-2.checkpoint").toFile().exists());
    try (Interruption interruption = Interruption.byCtrlC()) {
      interruption.request();
      assertThrows(
          Bench.Stopped.class, () -> study().run(bench(interruption, Set.of("rloo:draws=4"))));
      // All steps of these runs stand in their checkpoints, so that none is asked for.
      List<Row> kept = study().run(bench(interruption, Set.of("reinforce"))).rows();
      assertEquals(-5, kept.get(0).ours());
    }
  }

  @Test
  void experimentsNameTheirOwnEstimatorsAndMeasures() {
    for (Study study : Studies.all()) {
      if (study instanceof ExperimentStudy<?> experiment) {
        experiment
            .bars()
            .forEach(bar -> assertTrue(study.arms().containsAll(bar.estimators()), bar.what()));
      }
    }
  }
}
