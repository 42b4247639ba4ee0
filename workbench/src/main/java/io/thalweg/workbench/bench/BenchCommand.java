package io.thalweg.workbench.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.benchmarks.Timing;
import io.thalweg.benchmarks.Workload;
import io.thalweg.workbench.output.Interruption;
import io.thalweg.workbench.output.Json;
import io.thalweg.workbench.output.Names;
import io.thalweg.workbench.output.ReportCommand;
import io.thalweg.workbench.output.Version;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The command that measures the speed of some workloads, here and in Python. */
@Command(
    name = "bench",
    description =
        "Measure some workloads with JMH and, if --peers names a Python, with PyTorch, JAX and"
            + " Gymnasium, in turn.%n",
    mixinStandardHelpOptions = true)
public final class BenchCommand extends ReportCommand<BenchCommand.Plan, BenchCommand.Measured> {

  private static final String TITLE = "The time of some workloads, here and in Python";
  private static final String GROWTH = "growth";

  /** The names of all workloads, and of the series with growing sizes. */
  static final class Ids implements Iterable<String> {

    private final List<String> all =
        Stream.concat(Workload.all().stream().map(Workload::id), Stream.of(GROWTH)).toList();

    @Override
    public Iterator<String> iterator() {
      return all.iterator();
    }
  }

  /** A plan of measurements. */
  record Plan(
      List<Workload> workloads, boolean growth, int rounds, Timing.Effort effort, long seed) {}

  /**
   * The measurements.
   *
   * @param results the results of all workloads
   * @param versions the versions of Python and its packages
   * @param failure of ours, which waits until what was measured before it is written
   */
  record Measured(BenchResults results, ObjectNode versions, Optional<RuntimeException> failure) {}

  private final BenchRun.Stopwatch stopwatch;
  private final DoubleSupplier load;

  @Option(
      names = "--peers",
      paramLabel = "PYTHON",
      description = "A Python that has PyTorch, JAX and Optax, Gymnasium, or some of them.")
  private @Nullable String python;

  @Option(
      names = "--workloads",
      split = Names.SEPARATOR,
      splitSynopsisLabel = ",",
      paramLabel = "ID",
      completionCandidates = Ids.class,
      description = "Only these workloads, separated by commas: ${COMPLETION-CANDIDATES}.")
  private List<String> ids = List.of();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description =
          "Rounds; each measures every workload with JMH and with the peers (default: 3; 1 with"
              + " --quick).")
  private @Nullable Integer rounds;

  @Option(
      names = "--quick",
      description = "Measure briefly, to see that everything runs; the figures are rough.")
  private boolean quick;

  /** Makes the command that measures with JMH. */
  public BenchCommand() {
    this(Timing::of, ManagementFactory.getOperatingSystemMXBean()::getSystemLoadAverage);
  }

  /**
   * Makes the command with other instruments.
   *
   * @param load shows how many tasks run or wait on this machine
   */
  BenchCommand(BenchRun.Stopwatch stopwatch, DoubleSupplier load) {
    this.stopwatch = stopwatch;
    this.load = load;
  }

  @Override
  protected String folder(Plan plan) {
    return "bench";
  }

  @Override
  protected Optional<Measured> measure(
      CommandLine line, Plan plan, Optional<Path> folder, Interruption interruption) {
    try (Peers open = python == null ? null : peers(line, python)) {
      Optional<Peers> peers = Optional.ofNullable(open);
      BenchResults results = new BenchResults(plan.workloads(), plan.rounds());
      peers.ifPresent(all -> warn(all, plan, results));
      Optional<RuntimeException> failure = measure(plan, peers, results, interruption);
      return Optional.of(new Measured(results, versions(peers), failure));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected Plan prepare(CommandLine line) {
    int asked = rounds != null ? rounds : quick ? 1 : 3;
    requireAtLeast(1, "--rounds", asked);
    List<String> known = new Ids().all;
    Set<String> wanted = new LinkedHashSet<>();
    for (String id : ids.isEmpty() ? known : ids) {
      wanted.add(Names.find(line, "workload", id, known, name -> name));
    }
    List<Workload> workloads =
        Workload.all().stream().filter(workload -> wanted.contains(workload.id())).toList();
    Timing.Effort effort = quick ? Timing.Effort.QUICK : Timing.Effort.FULL;
    return new Plan(workloads, wanted.contains(GROWTH), asked, effort, seed());
  }

  private static Peers peers(CommandLine line, String python) throws IOException {
    try {
      return Peers.of(python);
    } catch (Peers.PeerException e) {
      throw new ParameterException(line, "--peers: " + e.getMessage() + ".", e);
    }
  }

  private void warn(Peers peers, Plan plan, BenchResults results) {
    for (Peers.Library library : Peers.Library.values()) {
      Optional.of(library)
          .filter(wanted -> plan.workloads().stream().anyMatch(wanted::knows))
          .flatMap(peers::missing)
          .ifPresent(
              name ->
                  results.note(
                      "%s has no %s, so that %s is left out"
                          .formatted(python, name, library.id())));
    }
  }

  private Optional<RuntimeException> measure(
      Plan plan, Optional<Peers> peers, BenchResults results, Interruption interruption) {
    Doubts doubts = new Doubts();
    doubts.load(load.getAsDouble(), Runtime.getRuntime().availableProcessors());
    try {
      new BenchRun(stopwatch, plan, peers, results, doubts, interruption).measure();
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.of(e);
    } finally {
      doubts.sentence().ifPresent(results::note);
    }
  }

  @Override
  protected ObjectNode json(Measured measured) {
    return measured.results().toJson(measured.versions()).put("title", TITLE);
  }

  @Override
  protected void print(Measured measured, PrintWriter out) {
    BenchTable.print(json(measured), out);
  }

  @Override
  protected String title(Measured measured) {
    return TITLE;
  }

  @Override
  protected Map<String, String> csv(Measured measured) {
    return Map.of("bench.csv", measured.results().csv());
  }

  @Override
  protected void end(Measured measured) {
    measured
        .failure()
        .ifPresent(
            e -> {
              throw e;
            });
  }

  private static ObjectNode versions(Optional<Peers> peers) {
    ObjectNode versions =
        Json.MAPPER
            .createObjectNode()
            .put("thalweg", Version.thalweg())
            .put("java", Runtime.version().toString());
    peers.ifPresent(all -> versions.setAll(all.versions()));
    return versions;
  }
}
