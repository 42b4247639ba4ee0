package io.thalweg.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.ScalarResult;

/**
 * A profiler that asks the JVM, after each part of a measurement, whether the optimising compiler
 * has compiled the vector kernels.
 *
 * <p>Until it has, each vector is an object, and a kernel is hundreds of times slower than a scalar
 * loop. How long that takes depends on the load of the machine.
 */
public final class InterpretedVectors implements InternalProfiler {

  private static final String NAME = "interpreted vectors";

  /** The level, 1 to 4, and the method of each loop of vectors whose code is in use. */
  private static final Pattern CODE =
      Pattern.compile(
          "(?m)^\\s*\\d+\\s+([1-4])\\s+0\\s+(io\\.thalweg\\.internal\\.kernel\\.Simd\\S+)");

  private static final String OPTIMISED = "4";

  /** Makes the profiler; public because JMH calls it. */
  public InterpretedVectors() {}

  @Override
  public String getDescription() {
    return "Whether vector kernels are interpreted";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {}

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    boolean found = vectors() && codeList().map(InterpretedVectors::interpreted).orElse(false);
    return List.of(new ScalarResult(NAME, found ? 1 : 0, "", AggregationPolicy.SUM));
  }

  /**
   * Whether several parts of a measurement ended with interpreted vectors.
   *
   * <p>A loop that is called seldom enough not to matter may be noticed by the first compiler in a
   * single part.
   */
  static boolean found(RunResult result) {
    Result<?> noted = result.getSecondaryResults().get(NAME);
    return noted != null && noted.getScore() > 1;
  }

  /**
   * Whether a list of compiled methods, as the JVM prints it, lacks optimised loops of vectors.
   *
   * <p>Only benchmarks that run such loops are profiled. So at least one must be in the list, and
   * those that are there must be optimised.
   */
  static boolean interpreted(String codeList) {
    Set<String> optimised = new HashSet<>();
    Set<String> other = new HashSet<>();
    CODE.matcher(codeList)
        .results()
        .forEach(code -> (code.group(1).equals(OPTIMISED) ? optimised : other).add(code.group(2)));
    return optimised.isEmpty() || !optimised.containsAll(other);
  }

  private static boolean vectors() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
        && !System.getProperty("thalweg.kernels", "fastest").equals("scalar");
  }

  /** The compiled methods of this process; empty if the JVM does not tell them. */
  private static Optional<String> codeList() {
    try {
      ObjectName commands = new ObjectName("com.sun.management:type=DiagnosticCommand");
      return Optional.of(
          (String)
              ManagementFactory.getPlatformMBeanServer()
                  .invoke(commands, "compilerCodelist", null, null));
    } catch (JMException e) {
      return Optional.empty();
    }
  }
}
