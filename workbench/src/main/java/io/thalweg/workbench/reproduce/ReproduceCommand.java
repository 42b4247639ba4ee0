package io.thalweg.workbench.reproduce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.data.BinarizedMnist;
import io.thalweg.data.DataSet;
import io.thalweg.data.ImageSet;
import io.thalweg.data.Pixels;
import io.thalweg.dense.OpenBlas;
import io.thalweg.vae.Plan;
import io.thalweg.workbench.output.Interruption;
import io.thalweg.workbench.output.Names;
import io.thalweg.workbench.output.OutputException;
import io.thalweg.workbench.output.Plural;
import io.thalweg.workbench.output.Progress;
import io.thalweg.workbench.output.ReportCommand;
import io.thalweg.workbench.output.ResultFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command that runs published experiments again. */
@Command(
    name = "reproduce",
    description =
        "Run published experiments with discrete latents again, and put our numbers beside the"
            + " published ones; run the experiments of 'train' against bars of our own. Ctrl-C keeps what was trained; the same command goes on from"
            + " there.%n",
    mixinStandardHelpOptions = true)
public final class ReproduceCommand extends ReportCommand<List<Study>, Findings> {

  /** The names that a shell can complete. */
  static final class Ids implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
      return Studies.all().stream().map(Study::id).iterator();
    }
  }

  @Parameters(
      paramLabel = "TABLE",
      arity = "0..*",
      completionCandidates = Ids.class,
      description = "Tables by name: ${COMPLETION-CANDIDATES} (default: all).")
  private List<String> names = List.of();

  @Option(
      names = "--short",
      description =
          "Only what can be had within minutes; all tables together take less than an hour.")
  private boolean isShort;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Epochs of each training, in place of those of the table.")
  private @Nullable Integer epochs;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "Seeds of each training, in place of those of the table.")
  private @Nullable Integer seeds;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "ARM",
      description =
          "Only these trainings of a table, such as arsm; one that is named is run even where --short"
              + " leaves it out.")
  private Set<String> only = new LinkedHashSet<>();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Folder of the files of MNIST, which 'data mnist' fetches. zero and the relax tables"
              + " need those of its fixed binarisation, which docs/autoencoders.md describes.")
  private @Nullable Path data;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of the networks (default: one for each core).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--page",
      paramLabel = "DIR",
      description = "Run nothing: print the page of all results in a folder, in Markdown.")
  private @Nullable Path page;

  @Spec private CommandSpec spec;

  /** Prints the page, or runs as every command that measures. */
  @Override
  public Integer call() {
    if (page == null) {
      return super.call();
    }
    spec.commandLine().getOut().print(ResultsPage.of(page));
    spec.commandLine().getOut().flush();
    return CommandLine.ExitCode.OK;
  }

  @Override
  protected List<Study> prepare(CommandLine line) {
    requireAtLeast(1, "--threads", threads);
    List<Study> studies = new ArrayList<>();
    for (String name : names) {
      studies.add(Names.find(line, "table", name, Studies.all(), Study::id));
    }
    if (epochs != null) {
      requireAtLeast(1, "--epochs", epochs);
    }
    if (seeds != null) {
      requireAtLeast(1, "--seeds", seeds);
    }
    List<Study> chosen = studies.isEmpty() ? Studies.all() : studies;
    requireArms(line, chosen);
    List<String> hungry =
        chosen.stream().filter(study -> study.needsData() && data == null).map(Study::id).toList();
    if (!hungry.isEmpty()) {
      throw new ParameterException(
          line,
          "%s %s MNIST; give the folder of its files with --data DIR."
              .formatted(String.join(", ", hungry), hungry.size() == 1 ? "needs" : "need"));
    }
    if (data != null && !Files.isDirectory(data)) {
      throw new OutputException("the data folder %s does not exist".formatted(data));
    }
    return chosen;
  }

  private void requireArms(CommandLine line, List<Study> chosen) {
    Set<String> arms = new LinkedHashSet<>();
    chosen.forEach(study -> arms.addAll(study.arms()));
    for (String arm : only) {
      if (!arms.contains(arm)) {
        throw new ParameterException(
            line,
            "--only: there is no training '%s'; %s."
                .formatted(
                    arm,
                    arms.isEmpty()
                        ? "these tables have no trainings to choose from"
                        : "there are " + String.join(", ", arms)));
      }
    }
  }

  @Override
  protected String folder(List<Study> studies) {
    return names.isEmpty()
        ? "reproduce"
        : studies.stream().map(Study::id).collect(Collectors.joining("-", "reproduce-", ""));
  }

  @Override
  protected Optional<Findings> measure(
      CommandLine line, List<Study> studies, Optional<Path> folder, Interruption interruption) {
    OpenBlas.threads(threads);
    Study.Scale scale = isShort ? Study.Scale.SHORT : Study.Scale.LONG;
    Bench.Wish wish = wish();
    Progress.say(
        announcement(studies.stream().mapToDouble(study -> study.minutes(scale, wish)).sum()));
    Bench bench = new Bench(scale, wish, this::images, folder, seed(), interruption);
    List<Finding> findings = run(studies, bench);
    return findings.isEmpty()
        ? Optional.empty()
        : Optional.of(new Findings(findings, scale, seed(), commit()));
  }

  private Bench.Wish wish() {
    return new Bench.Wish(optional(epochs), optional(seeds), only);
  }

  private static OptionalInt optional(@Nullable Integer count) {
    return count == null ? OptionalInt.empty() : OptionalInt.of(count);
  }

  /** Runs studies one after the other; one that fails is a finding, and the others go on. */
  static List<Finding> run(List<Study> studies, Bench bench) {
    List<Finding> findings = new ArrayList<>();
    for (Study study : studies) {
      long start = System.nanoTime();
      try {
        Answers answers = study.run(bench);
        findings.add(new Finding(study, answers, "", minutesSince(start)));
      } catch (Bench.Stopped e) {
        break;
      } catch (RuntimeException e) {
        findings.add(
            new Finding(
                study, Answers.of(List.of()), String.valueOf(e.getMessage()), minutesSince(start)));
      }
    }
    return findings;
  }

  /**
   * Reads MNIST; a study that needs none does not ask. Pixels drawn from grey ones are not those of
   * the papers, whose numbers they miss by some nats.
   */
  private ImageSet images(Plan plan) {
    Path folder = Objects.requireNonNull(data);
    return plan.pixels() == Pixels.FIXED
        ? BinarizedMnist.load(folder)
        : DataSet.MNIST.load(folder, plan.pixels(), plan.split());
  }

  private static String announcement(double minutes) {
    return minutes < 1
        ? "Less than a minute on two cores."
        : "About %s on two cores.".formatted(Plural.of(Math.round(minutes), "minute"));
  }

  private static double minutesSince(long start) {
    return (System.nanoTime() - start) / 60e9;
  }

  /** The commit of the working copy that these classes were built in. */
  private static String commit() {
    try {
      Path jar =
          Path.of(
              ReproduceCommand.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      String folder = Objects.requireNonNull(jar.getParent()).toString();
      Process git =
          new ProcessBuilder("git", "-C", folder, "describe", "--always", "--dirty=+changes")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String answer = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return git.waitFor(10, TimeUnit.SECONDS) && git.exitValue() == 0 ? answer.strip() : "unknown";
    } catch (IOException | URISyntaxException | RuntimeException e) {
      return "unknown";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "unknown";
    }
  }

  @Override
  protected ObjectNode json(Findings findings) {
    return findings.toJson();
  }

  @Override
  protected void print(Findings findings, PrintWriter out) {
    findings.print(out);
  }

  @Override
  protected String title(Findings findings) {
    return "Published experiments, run again";
  }

  @Override
  protected Map<String, String> csv(Findings findings) {
    StringBuilder text =
        new StringBuilder("table,quantity,ours,spread,seeds,published,condition,verdict\n");
    for (Finding finding : findings.all()) {
      for (Row row : finding.answers().rows()) {
        text.append(finding.study().id())
            .append(',')
            .append(ResultFiles.csv(row.what()))
            .append(',')
            .append(row.ours())
            .append(',')
            .append(row.spread())
            .append(',')
            .append(row.seeds())
            .append(',')
            .append(row.published().map(published -> "" + published.value()).orElse(""))
            .append(',')
            .append(ResultFiles.csv(row.gate().words()))
            .append(',')
            .append(row.verdict().label())
            .append('\n');
      }
    }
    return Map.of("reproduce.csv", text.toString());
  }
}
