package io.thalweg.train;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;

/**
 * One training from one seed, with its curve; it can be kept in a file and go on from there.
 *
 * <p>A run that goes on from a checkpoint, to as many steps as before or to more, makes the same
 * bits as one that was never interrupted.
 *
 * @param <T> what is trained
 */
public final class Run<T extends Training> {

  private final String id;
  private final long seed;
  private final T training;
  private final List<Point> points = new ArrayList<>();
  private int steps;
  private double seconds;

  /**
   * Begins a training.
   *
   * @param id the name of the run, such as that of its estimator
   * @param seed of everything random in the run
   * @param start makes the training from the seed
   */
  public Run(String id, long seed, LongFunction<? extends T> start) {
    this.id = id;
    this.seed = seed;
    this.training = start.apply(seed);
  }

  /** Name of the run. */
  public String id() {
    return id;
  }

  /**
   * Name of files of the run: its id and its seed, without the signs of an id that not every file
   * system has in names.
   */
  public String fileName() {
    return "%s-%d".formatted(id.replaceAll("[:=,]", "-"), seed);
  }

  /** Seed of everything random in the run. */
  public long seed() {
    return seed;
  }

  /** Steps made so far. */
  public int steps() {
    return steps;
  }

  /** Seconds spent on training so far, measurements not counted. */
  public double seconds() {
    return seconds;
  }

  /** Curve so far. */
  public List<Point> points() {
    return List.copyOf(points);
  }

  /**
   * Last point of the curve.
   *
   * @throws IllegalStateException if nothing was measured yet
   */
  public Point last() {
    if (points.isEmpty()) {
      throw new IllegalStateException("run %s was not measured yet".formatted(id));
    }
    return points.get(points.size() - 1);
  }

  /** The training in its present state. */
  public T training() {
    return training;
  }

  /** Makes one step. */
  public void step() {
    long start = System.nanoTime();
    training.step(steps);
    seconds += (System.nanoTime() - start) / 1e9;
    steps++;
  }

  /** Measures the training as it is and adds the point to the curve. */
  public Point measure() {
    Point point = new Point(steps, seconds, training.measure(steps));
    points.add(point);
    return point;
  }

  /**
   * Writes everything that {@link #load} needs to go on as if there had been no interruption, and
   * keeps what was written before beside it: {@link Checkpoint#before}.
   *
   * @throws IOException if the file cannot be written; one that was there before is then kept
   */
  public void save(Path file) throws IOException {
    ByteArrayOutputStream state = new ByteArrayOutputStream();
    training.save(new DataOutputStream(state));
    new Checkpoint(id, seed, training.settings(), steps, seconds, points, state.toByteArray())
        .write(file);
  }

  /**
   * Goes on where {@link #save} left off; if what it wrote last is damaged, where the one before
   * left off.
   *
   * @return one sentence for the user, if it was the one before
   * @throws IOException if the file cannot be read, it and the one before are damaged, or it is
   *     that of a run with another id, seed or setting; nothing is changed then
   */
  public Optional<String> load(Path file) throws IOException {
    Checkpoint.Restored restored = Checkpoint.restore(file);
    Checkpoint saved = restored.checkpoint();
    refuseOthers(file, saved);
    try {
      training.load(saved.state());
    } catch (IOException e) {
      throw new IOException("%s does not fit: %s".formatted(file, e.getMessage()), e);
    }
    steps = saved.steps();
    seconds = saved.seconds();
    points.clear();
    points.addAll(saved.points());
    return restored.note();
  }

  private void refuseOthers(Path file, Checkpoint saved) throws IOException {
    Map<String, String> theirs = identity(saved.id(), saved.seed(), saved.settings());
    Map<String, String> ours = identity(id, seed, training.settings());
    Set<String> names = new LinkedHashSet<>(theirs.keySet());
    names.addAll(ours.keySet());
    List<String> differences = new ArrayList<>();
    for (String name : names) {
      String their = theirs.getOrDefault(name, "none");
      String our = ours.getOrDefault(name, "none");
      if (!their.equals(our)) {
        differences.add("%s %s, not %s".formatted(name, their, our));
      }
    }
    if (!differences.isEmpty()) {
      throw new IOException(
          "%s is of a run with %s".formatted(file, String.join("; ", differences)));
    }
  }

  private static Map<String, String> identity(String id, long seed, Map<String, String> settings) {
    Map<String, String> identity = new LinkedHashMap<>();
    identity.put("id", id);
    identity.put("seed", Long.toString(seed));
    identity.putAll(settings);
    return identity;
  }
}
