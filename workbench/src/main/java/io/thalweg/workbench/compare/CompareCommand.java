package io.thalweg.workbench.compare;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.ObjectiveException;
import io.thalweg.estimator.Recipe;
import io.thalweg.estimator.Registry;
import io.thalweg.objective.Fallible;
import io.thalweg.problem.Problem;
import io.thalweg.race.Currency;
import io.thalweg.race.Race;
import io.thalweg.race.RaceCheckpoint;
import io.thalweg.race.RunningRace;
import io.thalweg.workbench.output.Interruption;
import io.thalweg.workbench.output.Progress;
import io.thalweg.workbench.output.Report;
import io.thalweg.workbench.output.ReportCommand;
import io.thalweg.workbench.output.Unfinished;
import io.thalweg.workbench.problem.Endurance;
import io.thalweg.workbench.problem.EstimatorChoice;
import io.thalweg.workbench.problem.GradientCheck;
import io.thalweg.workbench.problem.JavaProblem;
import io.thalweg.workbench.problem.Pace;
import io.thalweg.workbench.problem.Pairing;
import io.thalweg.workbench.problem.ProblemCatalogue;
import io.thalweg.workbench.problem.ProblemCode;
import io.thalweg.workbench.problem.SparkOptions;
import io.thalweg.workbench.problem.UserClassPath;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** The command that races all estimators on one problem. */
@Command(
    name = "compare",
    description =
        "Compare estimators on one problem: bias with its verdict, variance, evaluations, time and"
            + " efficiency, which is 1 / (variance x time).%n"
            + Unfinished.HELP
            + "turn of an estimator; each has 20.%n",
    mixinStandardHelpOptions = true)
public final class CompareCommand extends ReportCommand<CompareCommand.Plan, Comparison> {

  /** A problem, the Java that reaches it, and the estimators of a user's own. */
  record Plan(Problem problem, ProblemCode code, List<Recipe<?, ?>> own) {}

  @Parameters(
      paramLabel = "PROBLEM",
      completionCandidates = ProblemCatalogue.Ids.class,
      description =
          "One of those that 'list' names, such as toy, or a Java file that states one, such as"
              + " 'new' writes.")
  private String name;

  @Option(
      names = "--draws",
      paramLabel = "N",
      description =
          "Estimates drawn from each estimator, at least 1000 (default: 100000, fewer where a Java"
              + " file is slow).")
  private @Nullable Integer draws;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description =
          "Seconds for all estimators together, in equal shares; an estimator whose share ends draws"
              + " fewer estimates (default: 300; draws for a slow Java file are chosen for 120).")
  private @Nullable Double seconds;

  @Option(
      names = "--cost",
      paramLabel = "UNIT",
      converter = CurrencyConverter.class,
      description =
          "What estimators are charged in: time, that of an estimate and of learning from it, or"
              + " evaluations, those of f (default: time).")
  private Currency cost = Currency.TIME;

  @Mixin private EstimatorChoice choice;

  @Mixin private UserClassPath classPath;

  @Mixin private Endurance endurance;

  @Mixin private SparkOptions spark;

  /** Reads a currency in small letters. */
  static final class CurrencyConverter implements CommandLine.ITypeConverter<Currency> {
    @Override
    public Currency convert(String text) {
      return switch (text.strip().toLowerCase(Locale.ROOT)) {
        case "time" -> Currency.TIME;
        case "evaluations" -> Currency.EVALUATIONS;
        default ->
            throw new TypeConversionException(
                "'%s' is neither 'time' nor 'evaluations'".formatted(text));
      };
    }
  }

  private volatile Supplier<Optional<Comparison>> soFar = Optional::empty;
  // Null until the options were checked.
  private @Nullable Plan planned;

  @Override
  protected Plan prepare(CommandLine line) {
    planned = plan(line);
    return planned;
  }

  private Plan plan(CommandLine line) {
    if (draws != null) {
      requireAtLeast(Race.LEAST_DRAWS, "--draws", draws);
    }
    requirePositive("--seconds", seconds);
    if (JavaProblem.isFile(name)) {
      List<Path> entries = classPath.entries(line);
      JavaProblem file = JavaProblem.open(Path.of(name), entries);
      dependsOn(file.version());
      Problem problem =
          endurance.around(line, spark.around(line, file.problem(seed()), file, entries, seed()));
      return new Plan(problem, file.code(), file.estimators(problem));
    }
    spark.refuse(line, name);
    Problem problem = endurance.around(line, ProblemCatalogue.find(line, name));
    return new Plan(problem, ProblemCode.ofCatalogue(name), List.of());
  }

  @Override
  protected String folder(Plan plan) {
    return "compare-" + plan.problem().id();
  }

  @Override
  protected Optional<Comparison> measure(
      CommandLine line, Plan plan, Optional<Path> folder, Interruption interruption) {
    Problem problem = plan.problem();
    RaceCheckpoint kept =
        unfinished()
            .state()
            .map(file -> RaceCheckpoint.of(file, unfinished().identity(), Progress::complain))
            .orElseGet(RaceCheckpoint::none);
    GradientCheck.fault(problem).ifPresent(wrong -> Progress.warn("Warning: " + wrong + "."));
    Entrants entrants = entrants(line, plan, kept);
    try (Progress progress =
        Progress.start(
            "compare " + problem.id(),
            (long) entrants.recipes().size() * (1 + Race.ROUNDS),
            "turns")) {
      progress.resume(kept.turns());
      return race(entrants, plan, kept, progress, interruption);
    }
  }

  /** The estimators of a race, and how long they race. */
  private record Entrants(List<Recipe<?, ?>> recipes, Race.Effort effort) {}

  /** Chooses them by the time of f, or as the race did that was kept. */
  private Entrants entrants(CommandLine line, Plan plan, RaceCheckpoint kept) {
    Problem problem = plan.problem();
    Pairing pairing = Pairing.of("problem " + name, problem);
    List<Recipe<?, ?>> known =
        Stream.concat(plan.own().stream(), Registry.named().stream())
            .<Recipe<?, ?>>map(recipe -> recipe)
            .toList();
    List<Recipe<?, ?>> fitting =
        known.stream()
            .filter(recipe -> pairing.fits(recipe) && !Registry.choices().contains(recipe))
            .toList();
    if (kept.effort().isPresent()) {
      List<Recipe<?, ?>> earlier =
          choice.orElse(fitting, line, known, pairing).stream()
              .filter(recipe -> kept.estimators().contains(recipe.id()))
              .<Recipe<?, ?>>map(recipe -> recipe)
              .toList();
      return new Entrants(earlier, kept.effort().get());
    }
    Pace pace = JavaProblem.isFile(name) ? Pace.of(problem) : new Pace(problem, 0);
    List<Recipe<?, ?>> allowed = fitting.stream().filter(pace::allows).toList();
    List<Recipe<?, ?>> recipes = choice.orElse(allowed, line, known, pairing);
    if (choice.isEmpty()) {
      pace.report(fitting);
    }
    return new Entrants(recipes, pace.effort(draws, seconds, recipes));
  }

  private Optional<Comparison> race(
      Entrants entrants,
      Plan plan,
      RaceCheckpoint kept,
      Progress progress,
      Interruption interruption) {
    Problem problem = plan.problem();
    Race.Effort effort = entrants.effort();
    RunningRace running = new RunningRace(problem, entrants.recipes(), effort, seed(), kept);
    Snippet snippet = new Snippet(problem, plan.code(), Race.settings(problem));
    soFar =
        () ->
            running.soFar().map(race -> new Comparison(race, effort.draws(), cost, snippet, true));
    Race race = running.run(new Turns(progress), interruption::goesOn);
    return Optional.of(
            new Comparison(race, effort.draws(), cost, snippet, interruption.requested()))
        .filter(comparison -> !race.entries().isEmpty());
  }

  @Override
  protected Optional<Comparison> soFar() {
    return soFar.get();
  }

  @Override
  protected String title(Comparison comparison) {
    return comparison.race().problem().title();
  }

  @Override
  protected void report(Comparison comparison, Report report) {
    report.estimators(comparison.recipes());
  }

  @Override
  protected ObjectNode json(Comparison comparison) {
    return ComparisonJson.of(comparison, seed());
  }

  @Override
  protected void print(Comparison comparison, PrintWriter out) {
    new ComparisonText(comparison).print(out);
  }

  /** Ends the processes of the objective, if it has any. */
  @Override
  protected void close() {
    if (planned != null && planned.problem().objective() instanceof Fallible f) {
      f.close();
    }
  }

  /** A command whose f failed does not succeed, although all that was measured is written. */
  @Override
  protected void end(Comparison comparison) {
    comparison
        .failure()
        .ifPresent(
            failure -> {
              throw new ObjectiveException(failure);
            });
  }

  @Override
  protected Map<String, String> csv(Comparison comparison) {
    return Map.of("compare.csv", ComparisonJson.csv(comparison));
  }
}
