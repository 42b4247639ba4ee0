package io.thalweg.distribution;

import io.thalweg.Characteristic;
import io.thalweg.Cumulative;
import io.thalweg.Distribution;
import io.thalweg.Drawn;
import io.thalweg.Events;
import io.thalweg.Factorized;
import io.thalweg.Finite;
import io.thalweg.Ordinal;
import io.thalweg.Parameter;
import io.thalweg.Reparameterized;
import io.thalweg.Shape;
import io.thalweg.VelocityField;
import io.thalweg.WeaklyDifferentiable;
import io.thalweg.distribution.Layout.Part;
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
 * other, context by context.
 *
 * <p>The product can do what all of its parts can, of {@link Finite}, {@link Factorized}, {@link
 * Ordinal}, {@link Reparameterized}, {@link Cumulative}, {@link WeaklyDifferentiable} and {@link
 * Characteristic}. It is an instance of these types, whatever was said when it was made; {@link
 * #of(Class, Distribution...)} tells the compiler. Events can be given where they can be given to
 * every part.
 *
 * <pre>{@code
 * WeaklyDifferentiable law =
 *     Product.of(WeaklyDifferentiable.class, Poisson.of(20), Exponential.of(0.1));
 * Estimate estimate = new MeasureValued().estimate(law, f, random);
 * }</pre>
 */
public abstract class Product implements Drawn {

  final Layout layout;

  Product(List<? extends Distribution> laws) {
    this.layout = new Layout(laws);
  }

  @Override
  public List<Parameter> units() {
    List<Parameter> units = new ArrayList<>();
    for (int i = 0; i < layout.parts.size(); i++) {
      for (Parameter parameter : layout.parts.get(i).law().units()) {
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
   * Makes the product of laws that can all do the same, as a law that can do it.
   *
   * @param ability one of those that a product keeps
   * @throws IllegalArgumentException if there is no law, the numbers of contexts differ, or the
   *     product cannot do this
   */
  @SafeVarargs
  public static <D extends Distribution> D of(Class<D> ability, D... laws) {
    List<D> parts = new ArrayList<>();
    for (D law : laws) {
      parts.add(law);
    }
    return of(ability, parts);
  }

  /**
   * Makes the product of laws that can all do the same, as a law that can do it.
   *
   * @param ability one of those that a product keeps
   * @throws IllegalArgumentException if there is no law, the numbers of contexts differ, or the
   *     product cannot do this
   */
  public static <D extends Distribution> D of(Class<D> ability, List<? extends Distribution> laws) {
    Product product = of(laws);
    if (!ability.isInstance(product)) {
      throw new IllegalArgumentException(
          "%s is not %s".formatted(product, ability.getSimpleName()));
    }
    return ability.cast(product);
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
    return Products.of(laws);
  }

  /** The laws that the product is made of. */
  public final List<Distribution> laws() {
    return layout.parts.stream().map(Part::law).toList();
  }

  @Override
  public final Shape shape() {
    return layout.shape;
  }

  @Override
  public final int dimension() {
    return layout.dimension;
  }

  @Override
  public final double[] parameters() {
    double[] all = new double[layout.contexts * layout.dimension];
    for (Part part : layout.parts) {
      layout.addParameters(part, part.law().parameters(), all);
    }
    return all;
  }

  @Override
  public final Product at(double[] parameters) {
    int rows = Require.contexts("Product", parameters, layout.dimension);
    List<Distribution> moved = new ArrayList<>();
    for (Part part : layout.parts) {
      moved.add(part.law().at(layout.parametersOf(part, parameters, rows)));
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
    Given.one("Product", layout.shape, draw);
    List<Distribution> given = new ArrayList<>();
    for (Part part : layout.parts) {
      if (!(part.law() instanceof Drawn law)) {
        throw new IllegalArgumentException(
            "Product: %s cannot be given events that were drawn already; Bernoulli, Categorical and"
                    .formatted(part.law())
                + " Gaussian laws can");
      }
      given.add(law.given(layout.of(part, draw)));
    }
    return of(given);
  }

  private static boolean isGiven(Distribution law) {
    return law instanceof Drawn part && part.drawn().isPresent();
  }

  @Override
  public final Optional<Events> drawn() {
    return isGiven(layout.parts.get(0).law())
        ? Optional.of(layout.join(1, part -> ((Drawn) part.law()).drawn().orElseThrow().values()))
        : Optional.empty();
  }

  @Override
  public final Events sample(int draws, RandomGenerator random) {
    Require.atLeast(1, "the number of draws", draws);
    return layout.join(draws, part -> part.law().sample(draws, random).values());
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
    for (Part part : layout.parts) {
      Layout.add(log.apply(part.law(), layout.of(part, events)), 1, sums, 0, 1, 0);
    }
    return sums;
  }

  @Override
  public final double[] scores(Events events) {
    double[] scores = new double[Require.numbers(events.count(), layout.dimension)];
    for (Part part : layout.parts) {
      layout.addParameters(part, part.law().scores(layout.of(part, events)), scores);
    }
    return scores;
  }

  @Override
  public final String toString() {
    return layout.parts.stream()
        .map(part -> part.law().toString())
        .collect(Collectors.joining(" x ", "Product[", "]"));
  }

  /** A product whose outcomes can be listed; the outcome of the first part changes fastest. */
  public abstract static class OfFinite extends Product implements Finite {

    OfFinite(List<? extends Distribution> laws) {
      super(laws);
    }

    @Override
    public OfFinite given(Events draw) {
      return (OfFinite) super.given(draw);
    }

    @Override
    public final long outcomes() {
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
    public final Events outcomes(long from, int count) {
      Objects.checkFromIndexSize(from, count, outcomes());
      long[] stride = {1};
      return layout.join(
          count,
          part -> {
            Finite law = (Finite) part.law();
            int row = layout.contexts * part.size();
            double[] x = new double[Require.numbers(count, row)];
            for (int k = 0; k < count; k++) {
              long number = (from + k) / stride[0] % law.outcomes();
              System.arraycopy(law.outcomes(number, 1).values(), 0, x, k * row, row);
            }
            // Past the largest number, the later parts are at their first outcomes.
            stride[0] =
                law.outcomes() > Long.MAX_VALUE / stride[0]
                    ? Long.MAX_VALUE
                    : stride[0] * law.outcomes();
            return x;
          });
    }
  }

  /** A product of laws with paths; each part moves with its own parameters. */
  public abstract static class OfPaths extends Product implements Reparameterized {

    OfPaths(List<? extends Distribution> laws) {
      super(laws);
    }

    @Override
    public OfPaths given(Events draw) {
      return (OfPaths) super.given(draw);
    }

    private static Reparameterized moving(Part part) {
      return (Reparameterized) part.law();
    }

    @Override
    public final boolean isAngle(int coordinate) {
      if (coordinate < 0 || coordinate >= layout.size) {
        return false;
      }
      Part part = layout.having(coordinate);
      return moving(part).isAngle(coordinate - part.at());
    }

    @Override
    public final int moved(int parameter) {
      Part part = layout.movedBy(parameter);
      int coordinate = moving(part).moved(parameter - part.from());
      return coordinate < 0 ? -1 : coordinate + part.at();
    }

    @Override
    public final int noise() {
      return layout.parts.stream().mapToInt(part -> moving(part).noise()).sum();
    }

    @Override
    public final Events transform(double[] uniforms) {
      Require.uniforms("Product", uniforms, layout.contexts * noise());
      int rows = uniforms.length / noise();
      int[] from = {0};
      return layout.join(
          rows / layout.contexts,
          part -> {
            int width = moving(part).noise();
            double[] own = Layout.columns(uniforms, 0, rows, noise(), from[0], width);
            from[0] += width;
            return moving(part).transform(own).values();
          });
    }

    @Override
    public final double[] densityGradient(Events events) {
      return layout.coordinates(
          events.count(), part -> moving(part).densityGradient(layout.of(part, events)));
    }

    @Override
    public final VelocityField velocity() {
      return new VelocityOfParts(layout);
    }
  }

  private record VelocityOfParts(Layout layout) implements VelocityField {

    @Override
    public void pullback(Events x, double[] cotangents, int offset, double[] gradient) {
      for (Part part : layout.parts) {
        double[] own = layout.coordinatesOf(part, cotangents, offset, x.count());
        double[] pulled = new double[layout.contexts * part.dimension()];
        velocity(part).pullback(layout.of(part, x), own, 0, pulled);
        layout.addParameters(part, pulled, gradient);
      }
    }

    @Override
    public void pushforward(Events x, double[] tangents, double[] out, int offset) {
      Arrays.fill(out, offset, offset + x.count() * layout.size, 0);
      for (Part part : layout.parts) {
        double[] own = layout.parametersOf(part, tangents, layout.contexts);
        double[] pushed = new double[x.count() * part.size()];
        velocity(part).pushforward(layout.of(part, x), own, pushed, 0);
        Layout.add(pushed, part.size(), out, offset, layout.size, part.at());
      }
    }

    @Override
    public void addDivergence(Events x, double[] weights, double[] gradient) {
      for (Part part : layout.parts) {
        double[] own = new double[layout.contexts * part.dimension()];
        velocity(part).addDivergence(layout.of(part, x), weights, own);
        layout.addParameters(part, own, gradient);
      }
    }

    private static VelocityField velocity(Part part) {
      return OfPaths.moving(part).velocity();
    }
  }
}
