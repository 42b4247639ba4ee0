package io.thalweg.workbench.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.data.Digits;
import io.thalweg.data.Part;
import io.thalweg.estimator.Registry;
import io.thalweg.estimator.Settings;
import io.thalweg.train.Run;
import io.thalweg.vae.ImageTraining;
import io.thalweg.vae.Knob;
import io.thalweg.vae.Plan;
import io.thalweg.workbench.CommandRun;
import io.thalweg.workbench.output.Interruption;
import io.thalweg.workbench.output.Json;
import io.thalweg.workbench.reproduce.TrainingStudy.Arm;
import io.thalweg.workbench.reproduce.TrainingStudy.Figure;
import io.thalweg.workbench.reproduce.TrainingStudy.Lead;
import io.thalweg.workbench.reproduce.TrainingStudy.Length;
import io.thalweg.workbench.reproduce.TrainingStudy.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReproduceTest {

  private static final Plan SMALL =
      Plan.defaults()
          .with(Knob.HIDDEN, "none")
          .with(Knob.LATENTS, "bernoulli 5")
          .with(Knob.PIXELS, "threshold")
          .with(Knob.SPLIT, "last")
          .with(Knob.BATCH, 250);

  @TempDir private Path folder;

  /** Two arms of two seeds on the embedded digits, against published numbers of a test's own. */
  private static TrainingStudy study(double published, Published.Origin origin, int epochs) {
    return new TrainingStudy(
        "small",
        "a small study",
        "nobody",
        "",
        List.of(
            new Arm("rloo", "rloo:draws=2", SMALL, 0.1), new Arm("disarm", "disarm", SMALL, 0.1)),
        List.of(
            new Figure("rloo", 2, Metric.VALIDATION, new Published(published, origin), 1),
            new Figure("rloo", 9, Metric.VALIDATION, new Published(0, origin), 1)),
        List.of(new Lead("disarm", "rloo", 2, Metric.BOUND, Row.Gate.NONE)),
        new Length(epochs, 2),
        new Length(epochs, 2));
  }

  private Bench bench(Interruption interruption, Optional<Path> checkpoints) {
    return new Bench(
        Study.Scale.SHORT,
        Bench.Wish.NONE,
        plan -> Digits.load().with(plan.pixels(), plan.split()),
        checkpoints,
        1,
        interruption);
  }

  private List<Row> rows(TrainingStudy study, Optional<Path> checkpoints) {
    try (Interruption interruption = Interruption.byCtrlC()) {
      return study.run(bench(interruption, checkpoints)).rows();
    }
  }

  /** The mean of two seeds, trained by hand. */
  private static double validation() {
    double sum = 0;
    for (long seed = 1; seed <= 2; seed++) {
      Run<ImageTraining> run =
          ImageTraining.run(
              Registry.parse("rloo:draws=2"),
              Digits.load().with(SMALL.pixels(), SMALL.split()),
              SMALL,
              ImageTraining.Probe.oneDraw(),
              seed);
      while (run.steps() < 2 * run.training().stepsPerEpoch()) {
        run.step();
      }
      sum -= run.measure().value(ImageTraining.VALIDATION);
    }
    return sum / 2;
  }

  @Test
  void aRowIsTheMeanOverSeedsAtItsEpochAndMeetsATolerance() {
    double ours = validation();
    List<Row> near = rows(study(ours + 0.99, Published.Origin.LOG, 2), Optional.empty());
    assertEquals(
        List.of(
            "rloo, epoch 2, validation",
            "disarm, epoch 2, test bound of 1,000 draws",
            "rloo, epoch 2, test bound of 1,000 draws",
            "lead of disarm over rloo, epoch 2, test bound of 1,000 draws"),
        near.stream().map(Row::what).toList());
    assertEquals(ours, near.get(0).ours(), 1e-12);
    assertEquals(2, near.get(0).seeds());
    assertTrue(near.get(0).spread() > 0);
    assertEquals(Row.Verdict.MET, near.get(0).verdict());
    List<Row> far = rows(study(ours + 1.01, Published.Origin.LOG, 2), Optional.empty());
    assertEquals(Row.Verdict.MISSED, far.get(0).verdict());
  }

  @Test
  void whatIsRecalledDecidesNothing() {
    List<Row> rows = rows(study(0, Published.Origin.RECALLED, 2), Optional.empty());
    assertEquals(Row.Verdict.SHOWN, rows.get(0).verdict());
  }

  @Test
  void aLeadIsTheMeanDifferenceSeedBySeed() {
    List<Row> rows = rows(study(0, Published.Origin.LOG, 2), Optional.empty());
    Row lead = rows.get(3);
    assertEquals("lead of disarm over rloo, epoch 2, test bound of 1,000 draws", lead.what());
    double better = bound("disarm");
    double worse = bound("rloo:draws=2");
    assertEquals(worse - better, lead.ours(), 1e-9);
    assertEquals(better, rows.get(1).ours(), 1e-9);
    assertEquals(worse, rows.get(2).ours(), 1e-9);
    assertEquals(Row.Verdict.SHOWN, rows.get(1).verdict());
  }

  @Test
  void anArmThatIsNamedAloneHasItsOwnNumber() {
    TrainingStudy study = study(0, Published.Origin.LOG, 2);
    assertEquals(
        List.of("disarm, epoch 2, test bound of 1,000 draws"),
        quantities(study, Study.Scale.SHORT, "disarm"));
  }

  private static double bound(String id) {
    double sum = 0;
    for (long seed = 1; seed <= 2; seed++) {
      Run<ImageTraining> run =
          ImageTraining.run(
              Registry.parse(id),
              Digits.load().with(SMALL.pixels(), SMALL.split()),
              SMALL,
              ImageTraining.Probe.oneDraw(),
              seed);
      while (run.steps() < 2 * run.training().stepsPerEpoch()) {
        run.step();
      }
      sum -= run.training().bounds(Part.TEST, 1_000).bound();
    }
    return sum / 2;
  }

  @Test
  void aLongerStudyGoesOnFromTheCheckpointsOfAShorterOne() {
    List<Row> whole = rows(study(0, Published.Origin.LOG, 9), Optional.empty());
    rows(study(0, Published.Origin.LOG, 2), Optional.of(folder));
    List<Row> resumed = rows(study(0, Published.Origin.LOG, 9), Optional.of(folder));
    assertEquals(whole.get(1).ours(), resumed.get(1).ours());
    assertEquals(whole.get(0).ours(), resumed.get(0).ours());
  }

  @Test
  void aShorterStudyTakesNoBoundFromTheWeightsOfALongerOne() {
    List<Row> fresh = rows(study(0, Published.Origin.LOG, 2), Optional.empty());
    rows(study(0, Published.Origin.LOG, 9), Optional.of(folder));
    List<Row> after = rows(study(0, Published.Origin.LOG, 2), Optional.of(folder));
    assertEquals(4, fresh.size());
    assertEquals(fresh.subList(0, 1), after);
  }

  @Test
  void aStudyThatFailsIsAFindingAndTheOthersGoOn() {
    Plan wide = SMALL.with(Knob.BATCH, 5_000);
    TrainingStudy failing =
        new TrainingStudy(
            "wide",
            "more images than there are",
            "nobody",
            "",
            List.of(new Arm("rloo", "rloo", wide, 0.1)),
            List.of(),
            List.of(),
            new Length(1, 1),
            new Length(1, 1));
    try (Interruption interruption = Interruption.byCtrlC()) {
      List<Finding> findings =
          ReproduceCommand.run(
              List.of(failing, study(0, Published.Origin.LOG, 2)),
              bench(interruption, Optional.empty()));
      assertEquals(
          "batch is 5000; it must be at most the 1250 training images", findings.get(0).failure());
      assertEquals(4, findings.get(1).answers().rows().size());
    }
  }

  @Test
  void anInterruptionLeavesOutTheStudyThatItStopped() {
    try (Interruption interruption = Interruption.byCtrlC()) {
      interruption.request();
      assertEquals(
          List.of(),
          ReproduceCommand.run(
              List.of(study(0, Published.Origin.LOG, 2)), bench(interruption, Optional.empty())));
    }
  }

  @Test
  void everyStudyNamesEstimatorsThatFitItsPlans() {
    Set<String> ids = new HashSet<>();
    for (Study study : Studies.all()) {
      assertTrue(ids.add(study.id()), study.id());
      assertTrue(
          study.minutes(Study.Scale.SHORT, Bench.Wish.NONE)
              <= study.minutes(Study.Scale.LONG, Bench.Wish.NONE));
      if (study instanceof TrainingStudy trainings) {
        for (Arm arm : trainings.trained()) {
          Registry.parse(arm.estimator())
              .create(
                  arm.plan().exampleLaw(),
                  arm.plan().objective(),
                  Settings.defaults(),
                  new SplittableRandom(1));
        }
        Stream.concat(
                trainings.figures().stream().map(Figure::arm),
                trainings.leads().stream().flatMap(l -> Stream.of(l.better(), l.worse())))
            .forEach(
                name ->
                    assertTrue(
                        trainings.trained().stream().anyMatch(arm -> arm.name().equals(name)),
                        name));
      }
    }
  }

  @Test
  void theStatedMinutesOfTheShortStudiesAddUpToLessThanAnHour() {
    double minutes =
        Studies.all().stream()
            .mapToDouble(study -> study.minutes(Study.Scale.SHORT, Bench.Wish.NONE))
            .sum();
    assertTrue(minutes < 60, () -> "the short studies take " + minutes + " minutes");
  }

  private static Bench.Wish only(String... arms) {
    return new Bench.Wish(OptionalInt.empty(), OptionalInt.empty(), Set.of(arms));
  }

  @Test
  void theMinutesAreThoseOfTheTrainingsThatAreWished() {
    TrainingStudy study =
        twoLengths(
            new Arm("short", "rloo", SMALL, 0.5),
            new Arm("long", "disarm", SMALL, 2, Study.Scale.LONG));
    assertEquals(0.5 * 3, study.minutes(Study.Scale.SHORT, Bench.Wish.NONE));
    assertEquals(2.5 * 10 * 4, study.minutes(Study.Scale.LONG, Bench.Wish.NONE));
    assertEquals(2.0 * 3, study.minutes(Study.Scale.SHORT, only("long")));
    assertEquals(0.5 * 10 * 4, study.minutes(Study.Scale.LONG, only("short")));
    assertEquals(
        0.5 * 7 * 2,
        study.minutes(
            Study.Scale.SHORT, new Bench.Wish(OptionalInt.of(7), OptionalInt.of(2), Set.of())));
  }

  @Test
  void theShortStudyLeavesOutALongArmUnlessItIsNamed() {
    TrainingStudy study =
        twoLengths(
            new Arm("rloo", "rloo:draws=2", SMALL, 0.1),
            new Arm("disarm", "disarm", SMALL, 0.1, Study.Scale.LONG));
    assertEquals(List.of("rloo, epoch 2, test"), quantities(study, Study.Scale.SHORT));
    assertEquals(List.of("disarm, epoch 2, test"), quantities(study, Study.Scale.SHORT, "disarm"));
    assertEquals(
        List.of("rloo, epoch 2, test", "disarm, epoch 2, test"),
        quantities(study, Study.Scale.LONG));
  }

  /** A study of 3 epochs and 1 seed, or of 10 epochs and 4 seeds. */
  private static TrainingStudy twoLengths(Arm... arms) {
    Published published = new Published(0, Published.Origin.LOG);
    return new TrainingStudy(
        "small",
        "a small study",
        "nobody",
        "",
        List.of(arms),
        Stream.of(arms).map(arm -> new Figure(arm.name(), 2, Metric.TEST, published, 1)).toList(),
        List.of(),
        new Length(3, 1),
        new Length(10, 4));
  }

  /** Returns the names of the rows after two epochs of one seed. */
  private List<String> quantities(TrainingStudy study, Study.Scale scale, String... arms) {
    Bench.Wish wish = new Bench.Wish(OptionalInt.of(2), OptionalInt.of(1), Set.of(arms));
    try (Interruption interruption = Interruption.byCtrlC()) {
      Bench bench = bench(interruption, Optional.empty());
      return study
          .run(new Bench(scale, wish, bench.images(), bench.folder(), 1, interruption))
          .rows()
          .stream()
          .map(Row::what)
          .toList();
    }
  }

  @Test
  void thePageShowsEachNumberWithItsCondition() throws IOException {
    try (Interruption interruption = Interruption.byCtrlC()) {
      List<Finding> findings =
          ReproduceCommand.run(
              List.of(study(0, Published.Origin.LOG, 2)), bench(interruption, Optional.empty()));
      ObjectNode results =
          new Findings(findings, Study.Scale.SHORT, 1, "abc")
              .toJson()
              .put("command", "./thalweg reproduce small")
              .put("machine", "a machine")
              .put("date", "2026-11-30T00:00:00Z");
      // The minutes of this run depend on the machine.
      ((ObjectNode) results.get("tables").get(0)).put("minutes", 1.5);
      Files.writeString(folder.resolve("small.json"), Json.text(results));
    }
    String page = ResultsPage.of(folder);
    assertTrue(page.contains("| small | 0 of 1 | 1.5 | `./thalweg reproduce small` | abc |"), page);
    assertTrue(page.contains("| from the authors' log | ± 1.0 | **missed** |"), page);
  }

  @Test
  void thePageOfResultsIsThatOfTheRecordedResults() throws IOException {
    Path docs = Path.of("..", "docs");
    assertEquals(
        Files.readString(docs.resolve("results.md")), ResultsPage.of(docs.resolve("results")));
  }

  @Test
  void tablesWithoutDataAreRefusedBeforeAnythingRuns() {
    CommandRun run = CommandRun.of("reproduce", "zero", "categorical", "--short");
    assertEquals(2, run.exit());
    assertTrue(
        run.err()
            .contains("zero, categorical need MNIST; give the folder of its files with --data"),
        run::err);
    assertFalse(run.err().contains("orders"), run::err);
  }
}
