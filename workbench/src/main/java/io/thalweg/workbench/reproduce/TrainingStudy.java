package io.thalweg.workbench.reproduce;

import io.thalweg.data.ImageSet;
import io.thalweg.data.Part;
import io.thalweg.estimator.Registry;
import io.thalweg.train.Point;
import io.thalweg.train.Run;
import io.thalweg.vae.ImageTraining;
import io.thalweg.vae.Plan;
import io.thalweg.workbench.output.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Trainings of models of images whose negative bounds were published at some epochs.
 *
 * @param trained what is trained
 * @param figures the published numbers
 * @param leads the differences that are to be seen
 * @param shortly the short command
 * @param fully the long one
 */
record TrainingStudy(
    String id,
    String title,
    String source,
    String remarks,
    List<Arm> trained,
    List<Figure> figures,
    List<Lead> leads,
    Length shortly,
    Length fully)
    implements Study {

  private static final int BOUND_DRAWS = 1_000;
  private static final int POINTS = 25;

  /**
   * An estimator under a plan.
   *
   * @param name in the table
   * @param estimator its id, with settings
   * @param minutes of an epoch on two cores, about
   * @param since the shortest scale that trains it unasked
   */
  record Arm(String name, String estimator, Plan plan, double minutes, Scale since) {

    /** Makes an arm of both scales. */
    Arm(String name, String estimator, Plan plan, double minutes) {
      this(name, estimator, plan, minutes, Scale.SHORT);
    }

    /** Tells whether it is trained. If arms are named, those are trained, at any scale. */
    private boolean isTaken(Scale scale, Bench.Wish wish) {
      return wish.only().isEmpty() ? since.compareTo(scale) <= 0 : wish.takes(name);
    }
  }

  /** Quantities that papers print, all negative bounds in nats. */
  enum Metric {
    /** The mean over the epoch's batches while the weights moved. */
    TRAIN("train"),
    /** One draw for each validation image. */
    VALIDATION("validation"),
    /** One draw for each test image. */
    TEST("test"),
    /** The bound of 1,000 draws over the test images. */
    BOUND("test bound of 1,000 draws");

    private final String words;

    Metric(String words) {
      this.words = words;
    }
  }

  /**
   * A number of an arm that the table shows.
   *
   * @param published what runs are to come near, if it is known
   * @param tolerance the largest difference, in nats
   */
  record Figure(
      String arm, int epoch, Metric metric, Optional<Published> published, double tolerance) {

    /** Makes a figure that was published. */
    Figure(String arm, int epoch, Metric metric, Published published, double tolerance) {
      this(arm, epoch, metric, Optional.of(published), tolerance);
    }

    private boolean isOf(String other, Quantity quantity) {
      return arm.equals(other) && epoch == quantity.epoch && metric == quantity.metric;
    }

    private Row.Gate gate() {
      return published
          .filter(number -> number.origin() != Published.Origin.RECALLED)
          .map(number -> Row.Gate.within(tolerance, number.value(), 1))
          .orElse(Row.Gate.NONE);
    }
  }

  /** A difference between two arms: the bound of the worse less that of the better, in nats. */
  record Lead(String better, String worse, int epoch, Metric metric, Row.Gate gate) {

    private Quantity quantity() {
      return new Quantity(epoch, metric);
    }
  }

  /**
   * A length.
   *
   * @param epochs of each run
   * @param seeds runs of each arm
   */
  record Length(int epochs, int seeds) {}

  /** An epoch and what is measured after it. */
  private record Quantity(int epoch, Metric metric) {}

  private Length length(Scale scale, Bench.Wish wish) {
    Length standard = scale == Scale.SHORT ? shortly : fully;
    return new Length(
        wish.epochs().orElse(standard.epochs()), wish.seeds().orElse(standard.seeds()));
  }

  private List<Arm> taken(Scale scale, Bench.Wish wish) {
    return trained.stream().filter(arm -> arm.isTaken(scale, wish)).toList();
  }

  @Override
  public List<String> arms() {
    return trained.stream().map(Arm::name).toList();
  }

  @Override
  public boolean needsData() {
    return true;
  }

  @Override
  public double minutes(Scale scale, Bench.Wish wish) {
    Length length = length(scale, wish);
    return taken(scale, wish).stream().mapToDouble(Arm::minutes).sum()
        * length.epochs()
        * length.seeds();
  }

  @Override
  public Answers run(Bench bench) {
    Length length = length(bench.scale(), bench.wish());
    List<Arm> taken = taken(bench.scale(), bench.wish());
    Map<String, List<Map<Quantity, Double>>> measured = new TreeMap<>();
    try (Progress progress =
        Progress.start(
            "reproduce " + id, (long) taken.size() * length.seeds() * length.epochs(), "epochs")) {
      for (int s = 0; s < length.seeds(); s++) {
        for (Arm arm : taken) {
          measured
              .computeIfAbsent(arm.name(), name -> new ArrayList<>())
              .add(train(arm, bench.seed() + s, length.epochs(), bench, progress));
        }
      }
    }
    return Answers.of(rows(measured, length));
  }

  private Map<Quantity, Double> train(
      Arm arm, long seed, int epochs, Bench bench, Progress progress) {
    ImageSet images = bench.images().apply(arm.plan());
    Run<ImageTraining> run =
        ImageTraining.run(
            Registry.parse(arm.estimator()),
            images,
            arm.plan(),
            ImageTraining.Probe.oneDraw(),
            seed);
    Checkpoints checkpoints = Checkpoints.of(bench, id, "%s-%d".formatted(name(arm), seed));
    checkpoints.resume(run);
    int perEpoch = run.training().stepsPerEpoch();
    progress.resume(run.steps() / perEpoch);
    for (int epoch : measuredEpochs(epochs)) {
      while (run.steps() < epoch * perEpoch) {
        bench.goOn();
        run.step();
        if (run.steps() % perEpoch == 0) {
          progress.advance(
              1,
              "%s, seed %d".formatted(arm.name(), seed),
              "epoch %d of %d".formatted(run.steps() / perEpoch, epochs));
        }
      }
      if (run.points().isEmpty() || run.last().step() < run.steps()) {
        run.measure();
        checkpoints.save(run);
      }
    }
    return values(run, perEpoch, epochs);
  }

  private static String name(Arm arm) {
    return arm.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }

  /** The epochs of published numbers, and some between them for the curve. */
  private TreeSet<Integer> measuredEpochs(int epochs) {
    TreeSet<Integer> at = new TreeSet<>();
    figures.stream().map(Figure::epoch).filter(epoch -> epoch <= epochs).forEach(at::add);
    leads.stream().map(Lead::epoch).filter(epoch -> epoch <= epochs).forEach(at::add);
    for (int point = 1; point <= POINTS; point++) {
      at.add(Math.max(1, epochs * point / POINTS));
    }
    return at;
  }

  private Map<Quantity, Double> values(Run<ImageTraining> run, int perEpoch, int epochs) {
    Map<Quantity, Double> values = new HashMap<>();
    for (Point point : run.points()) {
      int epoch = point.step() / perEpoch;
      values.put(new Quantity(epoch, Metric.TRAIN), -point.value(ImageTraining.MOVING));
      values.put(new Quantity(epoch, Metric.TEST), -point.value(ImageTraining.TEST));
      Double validation = point.values().get(ImageTraining.VALIDATION);
      if (validation != null) {
        values.put(new Quantity(epoch, Metric.VALIDATION), -validation);
      }
    }
    // A checkpoint of a longer study has the weights of a later epoch, whose bound is another.
    if (isAsked(Metric.BOUND, epochs) && run.steps() == epochs * perEpoch) {
      values.put(
          new Quantity(epochs, Metric.BOUND),
          -run.training().bounds(Part.TEST, BOUND_DRAWS).bound());
    }
    return values;
  }

  private boolean isAsked(Metric metric, int epoch) {
    return figures.stream().anyMatch(f -> f.metric() == metric && f.epoch() == epoch)
        || leads.stream().anyMatch(l -> l.metric() == metric && l.epoch() == epoch);
  }

  private List<Row> rows(Map<String, List<Map<Quantity, Double>>> measured, Length length) {
    List<Row> rows = new ArrayList<>();
    for (Figure figure : Stream.concat(figures.stream(), unpublished()).toList()) {
      Quantity quantity = new Quantity(figure.epoch(), figure.metric());
      double[] values = values(measured, figure.arm(), quantity);
      // Checkpoints of a longer study have later epochs, too.
      if (values.length > 0 && figure.epoch() <= length.epochs()) {
        String what =
            "%s, epoch %d, %s".formatted(figure.arm(), figure.epoch(), figure.metric().words);
        rows.add(Rows.of(what, values, figure.published(), figure.gate()));
      }
    }
    for (Lead lead : leads) {
      double[] better = values(measured, lead.better(), lead.quantity());
      double[] worse = values(measured, lead.worse(), lead.quantity());
      // A bound of many draws is computed at the end alone, and not all arms may be wanted.
      if (lead.epoch() <= length.epochs() && better.length > 0 && worse.length > 0) {
        double[] differences = new double[better.length];
        Arrays.setAll(differences, s -> worse[s] - better[s]);
        String what =
            "lead of %s over %s, epoch %d, %s"
                .formatted(lead.better(), lead.worse(), lead.epoch(), lead.metric().words);
        rows.add(Rows.of(what, differences, Optional.empty(), lead.gate()));
      }
    }
    return rows;
  }

  /** The numbers of both arms of each lead that were not published. */
  private Stream<Figure> unpublished() {
    return leads.stream()
        .flatMap(
            lead ->
                Stream.of(lead.better(), lead.worse())
                    .filter(arm -> figures.stream().noneMatch(f -> f.isOf(arm, lead.quantity())))
                    .map(arm -> new Figure(arm, lead.epoch(), lead.metric(), Optional.empty(), 0)))
        .distinct();
  }

  private static double[] values(
      Map<String, List<Map<Quantity, Double>>> measured, String arm, Quantity quantity) {
    return measured.getOrDefault(arm, List.of()).stream()
        .filter(values -> values.containsKey(quantity))
        .mapToDouble(values -> values.get(quantity))
        .toArray();
  }
}
