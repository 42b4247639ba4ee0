package io.thalweg.simulation;

import io.thalweg.Distribution;
import io.thalweg.support.Require;
import io.thalweg.support.Streams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One run of a simulator: its draws, its costs and what it read. */
public final class Run {

  private final Parameters parameters;
  private final long seed;
  private final long number;
  private final @Nullable Change change;
  private final List<@Nullable Draws> draws = new ArrayList<>();
  private final Ledger ledger = new Ledger();
  private final boolean[] reads;
  private @Nullable RandomGenerator noise;

  private Run(
      Parameters parameters, Parameters drawn, long seed, long number, @Nullable Change change) {
    this.parameters = parameters;
    this.seed = seed;
    this.number = number;
    this.change = change;
    this.reads = new boolean[parameters.count()];
    for (int i = 0; i < parameters.inputs().size(); i++) {
      Distribution law = drawn.law(i);
      String name = parameters.inputs().get(i).name();
      draws.add(law == null ? null : new Draws(law, Streams.named(seed, name, number)));
    }
  }

  /** The difference of a run that is repeated: a draw of an input, or a parameter that is read. */
  record Change(int input, int draw, double[] event, int parameter, double value) {

    static Change draw(int input, int draw, double[] event) {
      return new Change(input, draw, event, -1, 0);
    }

    static Change read(int parameter, double value) {
      return new Change(-1, -1, new double[0], parameter, value);
    }
  }

  /**
   * Runs a simulator.
   *
   * @param number of the run; the seed, the number and the parameters determine its draws
   * @throws SimulatorException if the simulator failed
   */
  public static Run of(Simulator simulator, Parameters parameters, long seed, long number) {
    return new Run(parameters, parameters, seed, number, null).by(simulator);
  }

  /** Runs a simulator again with the same draws but for one change. */
  Run again(Simulator simulator, Change change) {
    return new Run(parameters, parameters, seed, number, change).by(simulator);
  }

  /** Runs a simulator again with the same streams, drawn at other parameters but for readings. */
  Run again(Simulator simulator, Parameters drawn) {
    return new Run(parameters, drawn, seed, number, null).by(simulator);
  }

  private Run by(Simulator simulator) {
    try {
      simulator.run(new Desk());
    } catch (Exception | StackOverflowError e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw new SimulatorException(
          "run %d of seed %d failed after %d draws, at %s: %s"
              .formatted(number, seed, draws(), parameters, e),
          e);
    }
    return this;
  }

  /** The number of draws of all inputs. */
  public int draws() {
    return draws.stream().filter(Objects::nonNull).mapToInt(Draws::count).sum();
  }

  /** The number of the run. */
  public long number() {
    return number;
  }

  /** The outputs of which a cost was booked. */
  public List<String> outputs() {
    return List.copyOf(ledger.outputs());
  }

  /** The total cost of an output; 0 if none was booked. */
  public double total(String output) {
    return ledger.total(output);
  }

  /** The total length of an output: that which was stated, or the number of its costs. */
  double length(String output) {
    return ledger.lengthsToTheEnd(output)[0];
  }

  /**
   * The number of draws of an input.
   *
   * @throws IllegalArgumentException if it was not declared
   */
  public int draws(Input input) {
    Draws of = draws.get(parameters.index(input));
    return of == null ? 0 : of.count();
  }

  /**
   * Whether runs drew an input more than once in all, and always the same event.
   *
   * @throws IllegalArgumentException if it was not declared
   */
  public static boolean drawsAreEqual(List<Run> runs, Input input) {
    double[] first = null;
    int count = 0;
    for (Run run : runs) {
      Draws of = run.draws.get(run.parameters.index(input));
      for (int k = 0; of != null && k < of.count(); k++) {
        double[] event = Arrays.copyOfRange(of.values(), k * of.size(), (k + 1) * of.size());
        if (first != null && !Arrays.equals(first, event)) {
          return false;
        }
        first = event;
        count++;
      }
    }
    return count > 1;
  }

  /** The mean over the draws of its input of the squared score of a parameter; 0 without draws. */
  public double meanSquareScore(int parameter) {
    int input = 0;
    while (parameters.from(input + 1) <= parameter) {
      input++;
    }
    Distribution law = parameters.law(input);
    Draws of = draws.get(input);
    if (law == null || of == null || of.count() == 0) {
      return 0;
    }
    double[] scores = law.scores(of.events());
    double sum = 0;
    for (int k = 0; k < of.count(); k++) {
      double score = scores[k * law.dimension() + parameter - parameters.from(input)];
      sum += score * score;
    }
    return sum / of.count();
  }

  /** The draws of an input, or null for a setting. */
  @Nullable Draws draws(int input) {
    return draws.get(input);
  }

  /** A stream of random numbers of its own, for what is done with the run. */
  RandomGenerator stream(String name) {
    return Streams.named(seed, name, number);
  }

  Ledger ledger() {
    return ledger;
  }

  /** The parameters at which it ran. */
  Parameters parameters() {
    return parameters;
  }

  /** Whether the run read a parameter. */
  boolean hasRead(int parameter) {
    return reads[parameter];
  }

  /** The side of a run that the simulator sees. */
  private final class Desk implements Inputs {

    private int next(Draws of, int input) {
      int at = of.next(ledger.count(), ledger.regenerations() - 1);
      if (change != null && change.input == input && change.draw == of.count() - 1) {
        of.replace(change.draw, change.event);
      }
      return at;
    }

    private Draws drawn(int input) {
      Draws of = draws.get(input);
      if (of == null) {
        throw new IllegalArgumentException(
            "%s is a setting, which is read and not drawn"
                .formatted(parameters.inputs().get(input)));
      }
      return of;
    }

    @Override
    public double draw(Input input) {
      int index = parameters.index(input);
      Draws of = drawn(index);
      if (of.size() != 1) {
        throw new IllegalArgumentException(
            "an event of input %s has %d variables; drawAll returns all of them"
                .formatted(input, of.size()));
      }
      int at = next(of, index);
      return of.values()[at];
    }

    @Override
    public double[] drawAll(Input input) {
      int index = parameters.index(input);
      Draws of = drawn(index);
      int at = next(of, index);
      double[] event = new double[of.size()];
      System.arraycopy(of.values(), at, event, 0, event.length);
      return event;
    }

    @Override
    public double read(Input input) {
      int count = parameters.count(input);
      if (count != 1) {
        throw new IllegalArgumentException(
            "input %s has %d parameters; read(input, number) says which".formatted(input, count));
      }
      return read(input, 0);
    }

    @Override
    public double read(Input input, int parameter) {
      int place = parameters.place(input, parameter);
      reads[place] = true;
      return change != null && change.parameter == place
          ? change.value
          : parameters.value(input, parameter);
    }

    @Override
    public RandomGenerator noise() {
      RandomGenerator source = noise;
      if (source == null) {
        source = Streams.named(seed, "noise of nobody", number);
        noise = source;
      }
      return source;
    }

    @Override
    public void cost(String output, double cost) {
      Require.given("the output of a cost", output);
      if (!Double.isFinite(cost)) {
        throw new IllegalArgumentException(
            "a cost of output %s is %s; it must be finite".formatted(output, cost));
      }
      ledger.book(output, cost);
    }

    @Override
    public void regenerate() {
      ledger.regenerate();
    }

    @Override
    public void length(double length) {
      if (!(length >= 0 && length < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "a length is %s; it must be finite and at least 0".formatted(length));
      }
      ledger.pass(length);
    }
  }
}
