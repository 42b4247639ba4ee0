package io.thalweg.spark;

import io.thalweg.simulation.Input;
import io.thalweg.simulation.Parameters;
import io.thalweg.simulation.Run;
import io.thalweg.simulation.RunMaker;
import io.thalweg.simulation.Simulator;
import io.thalweg.simulation.SimulatorException;
import io.thalweg.simulation.Tape;
import io.thalweg.support.Require;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/**
 * Runs of a simulator that the executors of Apache Spark make, for one that is slow.
 *
 * <pre>{@code
 * RunMaker runs =
 *     SparkRuns.of(spark, () -> SparkRuns.Model.of(Plant::simulate, Plant.DEMAND, Plant.ORDER));
 * Sensitivities s =
 *     Sensitivity.of(Plant::simulate, Plant.DEMAND, Plant.ORDER).runsBy(runs).threads(16).run();
 * }</pre>
 *
 * <p>The numbers of the runs determine their draws. An executor sends back the {@link Tape} of a
 * run, and the driver draws the same numbers again, so that it has the same run to the last bit.
 *
 * <p>Cost: a call is one job of Spark, some 15 bytes for each cost and 5 for each draw, and on the
 * driver the time of the draws. So it pays where the runs of a call take a second or more.
 */
public final class SparkRuns implements RunMaker {

  private final JavaSparkContext spark;
  private final Maker<Model> model;

  /**
   * A simulator and all inputs that it draws or reads.
   *
   * @param simulator the simulator
   * @param inputs in the same order as on the driver
   */
  public record Model(Simulator simulator, List<Input> inputs) {

    /** Gathers a simulator and its inputs. */
    public static Model of(Simulator simulator, Input... inputs) {
      return new Model(simulator, List.of(inputs));
    }
  }

  /** Runs of consecutive numbers. */
  private record Part(double[] theta, long seed, long first, int count) implements Serializable {}

  /** The bytes of tapes, or the reason why there are none. */
  private record Outcome(List<byte[]> tapes, @Nullable String failure) implements Serializable {}

  private SparkRuns(JavaSparkContext spark, Maker<Model> model) {
    this.spark = spark;
    this.model = model;
  }

  /**
   * Makes a maker of runs.
   *
   * @param model makes the simulator and its inputs on each executor
   * @throws IllegalArgumentException if it holds what cannot be sent to executors
   */
  public static SparkRuns of(JavaSparkContext spark, Maker<Model> model) {
    Require.given("the Spark context", spark);
    return new SparkRuns(spark, Portable.require("the maker of the simulator", model));
  }

  /**
   * Makes runs of consecutive numbers.
   *
   * @throws SimulatorException if a run failed; its message names the first one
   * @throws io.thalweg.ObjectiveException if Spark gives up
   */
  @Override
  public List<Run> runs(Parameters at, long seed, long first, int count) {
    List<byte[]> tapes = tapes(at.theta(), seed, first, count);
    return IntStream.range(0, count)
        .mapToObj(i -> Tape.of(tapes.get(i)).replay(at, seed, first + i))
        .toList();
  }

  /** Makes the tapes of runs of consecutive numbers. */
  List<byte[]> tapes(double[] theta, long seed, long first, int count) {
    int slices = Math.min(count, spark.defaultParallelism());
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < slices; i++) {
      int from = (int) ((long) count * i / slices);
      int to = (int) ((long) count * (i + 1) / slices);
      parts.add(new Part(theta, seed, first + from, to - from));
    }
    Maker<Model> sent = model;
    List<byte[]> tapes = new ArrayList<>();
    for (Outcome outcome : Jobs.run(spark, parts, part -> record(sent, part))) {
      if (outcome.failure() != null) {
        throw new SimulatorException(outcome.failure());
      }
      tapes.addAll(outcome.tapes());
    }
    return tapes;
  }

  /** Makes the runs of a part, on an executor. */
  private static Outcome record(Maker<Model> maker, Part part) {
    Model model = maker.make();
    Parameters at = Parameters.of(model.inputs().toArray(Input[]::new)).at(part.theta());
    List<byte[]> tapes = new ArrayList<>();
    try {
      for (int i = 0; i < part.count(); i++) {
        tapes.add(Tape.record(model.simulator(), at, part.seed(), part.first() + i).bytes());
      }
    } catch (SimulatorException e) {
      return new Outcome(new ArrayList<>(), e.getMessage());
    }
    return new Outcome(tapes, null);
  }
}
