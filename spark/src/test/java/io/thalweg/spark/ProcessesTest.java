package io.thalweg.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.thalweg.estimator.coupling.DisArm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Executors that are processes of this machine. */
class ProcessesTest {

  private static final Path HOME = Path.of(System.getenv().getOrDefault("SPARK_HOME", "none"));

  private static final int HELD = 5;

  private static JavaSparkContext spark;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws IOException {
    assumeTrue(isOfTheBuild(), "the environment is that of the build, see pom.xml");
    Files.createDirectories(HOME.resolve("jars"));
    SparkConf conf = Masters.conf("local-cluster[2,1,1024]");
    // They live for seconds.
    String options = conf.get("spark.executor.extraJavaOptions");
    conf.set(
        "spark.executor.extraJavaOptions", options + " -XX:+UseSerialGC -XX:TieredStopAtLevel=1");
    spark = new JavaSparkContext(conf);
  }

  private static boolean isOfTheBuild() {
    return HOME.endsWith(Path.of("target", "spark-home"));
  }

  @AfterAll
  static void stop() throws IOException {
    if (isOfTheBuild()) {
      spark.stop();
      try (Stream<Path> files = Files.walk(HOME)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  @Test
  void executorsOfOtherProcessesHaveTheBitsOfOne() {
    MeanEstimate expected = Draws.here();
    for (int partitions : new int[] {1, 2, 7, 100}) {
      Draws.assertSame(expected, Draws.estimate(spark).partitions(partitions).run());
    }
  }

  /** Holds the first attempt at a partition until its process is killed, and says which it is. */
  private static double held(double[] x, String folder) {
    TaskContext task = TaskContext.get();
    if (task.partitionId() == HELD) {
      try {
        Path mark = Path.of(folder, task.attemptNumber() + " " + ProcessHandle.current().pid());
        if (!Files.exists(mark)) {
          // At once with its name, so that nobody sees half of it.
          Files.createFile(mark);
        }
        if (task.attemptNumber() == 0) {
          Thread.sleep(Duration.ofMinutes(5).toMillis());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return Draws.f(x);
  }

  /** The processes that tried the partition, in the order of their attempts. */
  private List<Long> attempts() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .sorted()
          .map(mark -> Long.valueOf(mark.substring(mark.indexOf(' ') + 1)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void anExecutorThatIsKilledChangesNothing() throws Exception {
    assumeTrue(Files.isDirectory(Path.of("/proc/self")), "executors are known by /proc");
    String marks = folder.toString();
    CompletableFuture<MeanEstimate> job =
        CompletableFuture.supplyAsync(
            () ->
                SparkEstimate.of(spark, Draws::law, DisArm::new, x -> held(x, marks))
                    .draws(Draws.COUNT)
                    .chunk(Draws.CHUNK)
                    .seed(Draws.SEED)
                    .partitions(12)
                    .run());
    while (attempts().isEmpty() && !job.isDone()) {
      Thread.sleep(10);
    }
    long holding = attempts().get(0);
    ProcessHandle victim =
        executors().stream()
            .filter(executor -> executor.pid() == holding)
            .findFirst()
            .orElseThrow();
    assertTrue(victim.destroyForcibly());
    Draws.assertSame(Draws.here(), job.get(2, TimeUnit.MINUTES));
    assertFalse(victim.isAlive());
    assertEquals(2, attempts().size());
    assertNotEquals(holding, attempts().get(1));
  }

  /** The executors that this process has started. */
  private static List<ProcessHandle> executors() {
    return ProcessHandle.current()
        .descendants()
        .filter(process -> commandLine(process).contains("CoarseGrainedExecutorBackend"))
        .toList();
  }

  /** Java itself leaves out command lines as long as these. */
  private static String commandLine(ProcessHandle process) {
    try {
      byte[] bytes = Files.readAllBytes(Path.of("/proc/" + process.pid() + "/cmdline"));
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
