package io.thalweg.spark;

import io.thalweg.Events;
import io.thalweg.Shape;
import io.thalweg.objective.Answers;
import io.thalweg.objective.Request;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The program of a process that evaluates an objective, or makes runs, on Spark for another one,
 * which has none of Spark's jars.
 *
 * <p>It is started with the master, the name of the class of {@link StaticMethods}, the jars that
 * executors elsewhere need, separated by commas, and a file of Spark's properties, which may be "".
 * It says that it is ready, and then answers requests on standard input until that ends:
 *
 * <pre>
 *   ready      0, or 2 and the reason why not
 *   request    0, contexts, size, categories, nanoseconds of the time limit or 0, rows,
 *              and for each row its context, its seed and its event
 *   answer     for each row 0 and its value, or 1 and the reason why there is none;
 *              or 2 and the reason why there is none at all
 *   request    1, the length of theta, theta, seed, number of the first run, number of runs
 *   answer     for each run 0, the length of its tape and the tape;
 *              or 2 and the reason why there is none at all
 * </pre>
 */
final class Server {

  private static final int ANSWER = 0;
  private static final int FAILURE = 1;
  private static final int NO_ANSWER = 2;
  private static final int RUNS = 1;
  private static final int BROKEN = 3;
  private static final int MOST_TEXT = 10_000;

  private final DataOutputStream out;
  private final JavaSparkContext spark;
  private final StaticMethods methods;
  private final BlockingQueue<Asked> requests = new LinkedBlockingQueue<>();

  /** A request that was read: computes the answer, and then writes it. */
  private interface Asked {
    Written answer();
  }

  /** An answer that is known. */
  private interface Written {
    void write() throws IOException;
  }

  private Server(DataOutputStream out, JavaSparkContext spark, StaticMethods methods) {
    this.out = out;
    this.spark = spark;
    this.methods = methods;
  }

  /**
   * Answers until the input ends.
   *
   * @param arguments master, class, jars, properties
   */
  @SuppressWarnings("IllegalCatch") // Whatever keeps Spark from starting is told to the caller.
  public static void main(String[] arguments) throws IOException {
    DataInputStream in = new DataInputStream(new BufferedInputStream(System.in));
    DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
    // What f prints or reads must not come between the answers.
    System.setOut(System.err);
    System.setIn(InputStream.nullInputStream());
    JavaSparkContext spark;
    try {
      spark = start(arguments[0], arguments[2], arguments[3]);
    } catch (Exception | LinkageError e) {
      writeReason(out, NO_ANSWER, e.getMessage() == null ? e.toString() : e.getMessage());
      out.flush();
      System.exit(BROKEN);
      return;
    }
    new Server(out, spark, new StaticMethods(arguments[1])).run(in);
  }

  private static JavaSparkContext start(String master, String jars, String properties)
      throws IOException {
    SparkConf conf = Masters.conf(master);
    if (!master.startsWith("local")) {
      conf.set("spark.jars", jars);
    }
    if (!properties.isEmpty()) {
      Properties settings = new Properties();
      try (InputStream file = Files.newInputStream(Path.of(properties))) {
        settings.load(file);
      }
      settings.stringPropertyNames().forEach(n -> conf.set(n, settings.getProperty(n).strip()));
    }
    return new JavaSparkContext(conf);
  }

  private void run(DataInputStream in) throws IOException {
    // By itself, so that the end of the input is seen while Spark works.
    Thread thread = new Thread(this::answer, "answers");
    thread.setDaemon(true);
    thread.start();
    out.writeByte(ANSWER);
    out.flush();
    int exit = BROKEN;
    try {
      read(in);
    } catch (EOFException e) {
      exit = 0;
    } finally {
      // A cluster of processes that is not stopped before goes on replacing executors meanwhile.
      spark.stop();
      System.exit(exit);
    }
  }

  private void read(DataInputStream in) throws IOException {
    SparkObjective f =
        methods.isNoisy()
            ? SparkObjective.ofNoisy(spark, methods)
            : SparkObjective.of(spark, methods);
    SparkRuns runs = SparkRuns.of(spark, methods::model);
    while (true) {
      requests.add(in.readByte() == RUNS ? runs(runs, in) : events(f, in));
    }
  }

  @SuppressWarnings("IllegalCatch") // Whatever happened, this process is lost, and says why.
  private void answer() {
    try {
      while (true) {
        answer(requests.take());
        out.flush();
      }
    } catch (Throwable e) {
      e.printStackTrace();
      Runtime.getRuntime().halt(BROKEN);
    }
  }

  private void answer(Asked asked) throws IOException {
    Written answer;
    try {
      answer = asked.answer();
    } catch (RuntimeException e) {
      writeReason(out, NO_ANSWER, e.getMessage() == null ? e.toString() : e.getMessage());
      return;
    }
    answer.write();
  }

  private Asked events(SparkObjective f, DataInputStream in) throws IOException {
    Shape shape = new Shape(in.readInt(), in.readInt(), in.readInt());
    long limit = in.readLong();
    int[] contexts = new int[in.readInt()];
    long[] seeds = new long[contexts.length];
    double[] values = new double[contexts.length * shape.size()];
    for (int row = 0; row < contexts.length; row++) {
      contexts[row] = in.readInt();
      seeds[row] = in.readLong();
      for (int i = 0; i < shape.size(); i++) {
        values[row * shape.size() + i] = in.readDouble();
      }
    }
    Request request = new Request(Events.ragged(values, contexts, shape), seeds);
    SparkObjective limited = limit == 0 ? f : f.timeLimit(Duration.ofNanos(limit));
    return () -> {
      Answers answers = limited.attempt(request);
      return () -> write(answers);
    };
  }

  private void write(Answers answers) throws IOException {
    for (int row = 0; row < answers.count(); row++) {
      Optional<String> failure = answers.failure(row).map(Jobs::reason);
      if (failure.isPresent()) {
        writeReason(out, FAILURE, failure.get());
      } else {
        out.writeByte(ANSWER);
        out.writeDouble(answers.value(row));
      }
    }
  }

  private Asked runs(SparkRuns runs, DataInputStream in) throws IOException {
    double[] theta = new double[in.readInt()];
    for (int i = 0; i < theta.length; i++) {
      theta[i] = in.readDouble();
    }
    long seed = in.readLong();
    long first = in.readLong();
    int count = in.readInt();
    return () -> {
      List<byte[]> tapes = runs.tapes(theta, seed, first, count);
      return () -> write(tapes);
    };
  }

  private void write(List<byte[]> tapes) throws IOException {
    for (byte[] tape : tapes) {
      out.writeByte(ANSWER);
      out.writeInt(tape.length);
      out.write(tape);
    }
  }

  private static void writeReason(DataOutputStream out, int kind, String text) throws IOException {
    out.writeByte(kind);
    out.writeUTF(text.substring(0, Math.min(text.length(), MOST_TEXT)));
  }
}
