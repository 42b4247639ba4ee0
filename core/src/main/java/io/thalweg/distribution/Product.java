package io.thalweg.distribution;

import io.thalweg.Distribution;
import io.thalweg.Drawn;
import io.thalweg.Events;
import io.thalweg.Finite;
import io.thalweg.Parameter;
import io.thalweg.Reparameterized;
import io.thalweg.Shape;
import io.thalweg.VelocityField;
import io.thalweg.support.Require;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Several independent laws side by side.
 *
 * <pre>
 *   q(x; theta) = q_1(x_1; theta_1) q_2(x_2; theta_2) ...,   score = (score_1, score_2, ...)
 * </pre>
 *
 * <p>An event is the coordinates of all parts, one part after the other, all of them numbers: a
 * categorical variable is its category index. Parameters: those of all parts, one part after the
 * other, context by context. The product can list its outcomes where all parts can, as {@link
 * OfFinite}, and has a path where all parts have, as {@link OfPaths}. Events can be given where
 * they can be given to every part.
 */
public sealed class Product implements Drawn permits Product.OfFinite, Product.OfPaths {

  private final int contexts;
  private final int dimension;
  private final int size;
  private final Shape shape;
  private final List<Part> parts;

  /**
   * A part with its position.
   *
   * @param at its first coordinate within an event
   * @param from its first parameter within those of a context
   */
  private record Part(Distribution law, int at, int from) {

    int size() {
      return law.shape().size();
    }
  }

  private Product(List<? extends Distribution> laws) {
    this.contexts = laws.get(0).contexts();
    this.parts = new ArrayList<>();
    int coordinates = 0;
    int parameters = 0;
    for (Distribution law : laws) {
      parts.add(new Part(law, coordinates, parameters));
      coordinates += law.shape().size();
      parameters += law.dimension();
    }
    this.size = coordinates;
    this.dimension = parameters;
    this.shape = Shape.of(contexts, size);
  }

  @Override
  public List<Parameter> units() {
    List<Parameter> units = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      for (Parameter parameter : parts.get(i).law.units()) {
        units.add(parameter.named("%s of part %d".formatted(parameter.name(), i)));
      }
    }
    return units;
  }

  /**
   * Makes the product of laws that have the same number of contexts.
   *
   * @throws IllegalArgumentException if there is no law or the numbers of contexts differ
   */
  public static Product of(Distribution... laws) {
    return of(List.of(laws));
  }

  /**
   * Makes the product of laws whose outcomes can be listed.
   *
   * @throws IllegalArgumentException if there is no law or the numbers of contexts differ
   */
  public static OfFinite of(Finite... laws) {
    return (OfFinite) of(List.of(laws));
  }

  /**
   * Makes the product of laws with paths.
   *
   * @throws IllegalArgumentException if there is no law or the numbers of contexts differ
   */
  public static OfPaths of(Reparameterized... laws) {
    return (OfPaths) of(List.of(laws));
  }

  /**
   * Makes the product of laws that have the same number of contexts.
   *
   * @throws IllegalArgumentException if there is no law or the numbers of contexts differ
   */
  public static Product of(List<? extends Distribution> laws) {
    if (laws.isEmpty()) {
      throw new IllegalArgumentException("Product: there are no laws");
    }
    for (Distribution law : laws) {
      if (law.contexts() != laws.get(0).contexts()) {
        throw new IllegalArgumentException(
            "Product: %s and %s differ in their numbers of contexts".formatted(laws.get(0), law));
      }
      if (isGiven(law) != isGiven(laws.get(0))) {
        throw new IllegalArgumentException(
            "Product: events of some parts were drawn already, but not of all; make the product of"
                + " plain laws, then give it whole events");
      }
    }
    if (laws.stream().allMatch(Finite.class::isInstance)) {
      return new OfFinite(laws);
    }
    return laws.stream().allMatch(Reparameterized.class::isInstance)
        ? new OfPaths(laws)
        : new Product(laws);
  }

  /** The laws that the product is made of. */
  public final List<Distribution> laws() {
    return parts.stream().map(Part::law).toList();
  }

  @Override
  public final Shape shape() {
    return shape;
  }

  @Override
  public final int dimension() {
    return dimension;
  }

  @Override
  public final double[] parameters() {
    double[] all = new double[contexts * dimension];
    for (Part part : parts) {
      add(part.law().parameters(), part.law().dimension(), all, 0, dimension, part.from());
    }
    return all;
  }

  @Override
  public final Product at(double[] parameters) {
    int rows = Require.contexts("Product", parameters, dimension);
    List<Distribution> moved = new ArrayList<>();
    for (Part part : parts) {
      int width = part.law().dimension();
      moved.add(part.law().at(columns(parameters, 0, rows, dimension, part.from(), width)));
    }
    return of(moved);
  }

  /**
   * Returns the same product, of which events have been drawn already.
   *
   * @throws IllegalArgumentException if the events are refused by a part, or a part takes none
   */
  @Override
  public Product given(Events draw) {
    Given.one("Product", shape, draw);
    List<Distribution> given = new ArrayList<>();
    for (Part part : parts) {
      if (!(part.law() instanceof Drawn law)) {
        throw new IllegalArgumentException(
            "Product: %s cannot be given events that were drawn already; Bernoulli, Categorical and"
                    .formatted(part.law())
                + " Gaussian laws can");
      }
      given.add(law.given(of(part, draw)));
    }
    return of(given);
  }

  private static boolean isGiven(Distribution law) {
    return law instanceof Drawn part && part.drawn().isPresent();
  }

  @Override
  public final Optional<Events> drawn() {
    return isGiven(parts.get(0).law())
        ? Optional.of(join(1, part -> ((Drawn) part.law()).drawn().orElseThrow().values()))
        : Optional.empty();
  }

  @Override
  public final Events sample(int draws, RandomGenerator random) {
    Require.atLeast(1, "the number of draws", draws);
    return join(draws, part -> part.law().sample(draws, random).values());
  }

  @Override
  public final double[] logProbability(Events events) {
    return sums(events, Distribution::logProbability);
  }

  @Override
  public final double[] logDensity(Events events) {
    return sums(events, Distribution::logDensity);
  }

  /** Sums a function of each event over the parts. */
  private double[] sums(Events events, BiFunction<Distribution, Events, double[]> log) {
    double[] sums = new double[events.count()];
    for (Part part : parts) {
      add(log.apply(part.law(), of(part, events)), 1, sums, 0, 1, 0);
    }
    return sums;
  }

  @Override
  public final double[] scores(Events events) {
    double[] scores = new double[Require.numbers(events.count(), dimension)];
    for (Part part : parts) {
      double[] own = part.law().scores(of(part, events));
      add(own, part.law().dimension(), scores, 0, dimension, part.from());
    }
    return scores;
  }

  /** Puts the coordinates of all parts side by side. */
  private Events join(int draws, Coordinates coordinates) {
    double[] x = new double[Require.numbers(draws, contexts, size)];
    for (Part part : parts) {
      add(coordinates.of(part), part.size(), x, 0, size, part.at());
    }
    return Events.of(x, shape);
  }

  private interface Coordinates {
    double[] of(Part part);
  }

  /** The events of one part: its own coordinates. */
  private Events of(Part part, Events events) {
    shape.require("Product", events);
    return events.columns(part.at(), part.law().shape());
  }

  /** Takes a block of columns out of a matrix. */
  private static double[] columns(
      double[] matrix, int offset, int rows, int width, int from, int columns) {
    double[] block = new double[rows * columns];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(matrix, offset + row * width + from, block, row * columns, columns);
    }
    return block;
  }

  /** Adds a block of columns to a matrix. */
  private static void add(
      double[] block, int columns, double[] matrix, int offset, int width, int from) {
    for (int i = 0; i < block.length; i++) {
      matrix[offset + i / columns * width + from + i % columns] += block[i];
    }
  }

  @Override
  public final String toString() {
    return parts.stream()
        .map(part -> part.law().toString())
        .collect(Collectors.joining(" x ", "Product[", "]"));
  }

  /** A product whose outcomes can be listed; the outcome of the first part changes fastest. */
  public static final class OfFinite extends Product implements Finite {

    private OfFinite(List<? extends Distribution> laws) {
      super(laws);
    }

    @Override
    public OfFinite given(Events draw) {
      return (OfFinite) super.given(draw);
    }

    @Override
    public long outcomes() {
      long all = 1;
      for (Distribution law : laws()) {
        long own = ((Finite) law).outcomes();
        if (own > Long.MAX_VALUE / all) {
          return Long.MAX_VALUE;
        }
        all *= own;
      }
      return all;
    }

    @Override
    public Events outcomes(long from, int count) {
      Objects.checkFromIndexSize(from, count, outcomes());
      long[] stride = {1};
      return super.join(
          count,
          part -> {
            Finite law = (Finite) part.law();
            int row = contexts() * part.size();
            double[] x = new double[Require.numbers(count, row)];
            for (int k = 0; k < count; k++) {
              long number = (from + k) / stride[0] % law.outcomes();
              System.arraycopy(law.outcomes(number, 1).values(), 0, x, k * row, row);
            }
            stride[0] *= law.outcomes();
            return x;
          });
    }
  }

  /** A product of laws with paths; each part moves with its own parameters. */
  public static final class OfPaths extends Product implements Reparameterized {

    private OfPaths(List<? extends Distribution> laws) {
      super(laws);
    }

    @Override
    public OfPaths given(Events draw) {
      return (OfPaths) super.given(draw);
    }

    @Override
    public boolean isAngle(int coordinate) {
      for (Part part : super.parts) {
        int own = coordinate - part.at();
        if (own >= 0 && own < part.size()) {
          return ((Reparameterized) part.law()).isAngle(own);
        }
      }
      return false;
    }

    @Override
    public int moved(int parameter) {
      for (Part part : super.parts) {
        int own = parameter - part.from();
        if (own >= 0 && own < part.law().dimension()) {
          int coordinate = ((Reparameterized) part.law()).moved(own);
          return coordinate < 0 ? -1 : coordinate + part.at();
        }
      }
      throw new IndexOutOfBoundsException(parameter);
    }

    @Override
    public int noise() {
      return laws().stream().mapToInt(law -> ((Reparameterized) law).noise()).sum();
    }

    @Override
    public Events transform(double[] uniforms) {
      Require.uniforms("Product", uniforms, contexts() * noise());
      int rows = uniforms.length / noise();
      int[] from = {0};
      return super.join(
          rows / contexts(),
          part -> {
            Reparameterized law = (Reparameterized) part.law();
            double[] own = columns(uniforms, 0, rows, noise(), from[0], law.noise());
            from[0] += law.noise();
            return law.transform(own).values();
          });
    }

    @Override
    public double[] densityGradient(Events events) {
      double[] gradient = new double[Require.numbers(events.count(), super.size)];
      for (Part part : super.parts) {
        double[] own = ((Reparameterized) part.law()).densityGradient(super.of(part, events));
        add(own, part.size(), gradient, 0, super.size, part.at());
      }
      return gradient;
    }

    @Override
    public VelocityField velocity() {
      return new SideBySide(this);
    }
  }

  private record SideBySide(Product product) implements VelocityField {

    @Override
    public void pullback(Events x, double[] cotangents, int offset, double[] gradient) {
      for (Part part : product.parts) {
        int width = part.size();
        double[] own = columns(cotangents, offset, x.count(), product.size, part.at(), width);
        double[] pulled = new double[product.contexts * part.law().dimension()];
        velocity(part).pullback(product.of(part, x), own, 0, pulled);
        add(pulled, part.law().dimension(), gradient, 0, product.dimension, part.from());
      }
    }

    @Override
    public void pushforward(Events x, double[] tangents, double[] out, int offset) {
      Arrays.fill(out, offset, offset + x.count() * product.size, 0);
      for (Part part : product.parts) {
        int width = part.law().dimension();
        double[] own =
            columns(tangents, 0, product.contexts, product.dimension, part.from(), width);
        double[] pushed = new double[x.count() * part.size()];
        velocity(part).pushforward(product.of(part, x), own, pushed, 0);
        add(pushed, part.size(), out, offset, product.size, part.at());
      }
    }

    @Override
    public void addDivergence(Events x, double[] weights, double[] gradient) {
      for (Part part : product.parts) {
        double[] own = new double[product.contexts * part.law().dimension()];
        velocity(part).addDivergence(product.of(part, x), weights, own);
        add(own, part.law().dimension(), gradient, 0, product.dimension, part.from());
      }
    }

    private static VelocityField velocity(Part part) {
      return ((Reparameterized) part.law()).velocity();
    }
  }
}
