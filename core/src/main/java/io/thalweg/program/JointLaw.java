package io.thalweg.program;

import io.thalweg.Distribution;
import io.thalweg.Events;
import io.thalweg.Finite;
import io.thalweg.Shape;
import io.thalweg.support.Require;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** The law of all nodes of a program together, in the parameters of their links. */
class JointLaw implements Distribution {

  /**
   * One node of the law.
   *
   * @param shape of one context of its events
   * @param at its first coordinate among those of all nodes
   * @param width the number of parameters of its link
   * @param from the first of them among those of all links
   * @param outcomes the events of its law, whatever its parents are; empty if they are not finite
   */
  private record Block(
      Node<?> node,
      ParametricLink<?> link,
      Shape shape,
      int at,
      int width,
      int from,
      double[] outcomes) {

    int count() {
      return outcomes.length / shape.size();
    }
  }

  private final List<Block> blocks;
  private final double[] parameters;
  private final int dimension;
  private final Shape shape;

  private JointLaw(List<Block> blocks, double[] parameters) {
    Block last = blocks.get(blocks.size() - 1);
    this.blocks = blocks;
    this.parameters = parameters;
    this.dimension = last.from() + last.width();
    int contexts = Require.contexts("the joint law", parameters, dimension);
    Require.finite("the joint law: parameter", parameters, dimension);
    this.shape = new Shape(contexts, last.at() + last.shape().size(), last.shape().categories());
  }

  /** Makes the joint law of some nodes at the present parameters of their links. */
  static JointLaw of(List<Node<?>> nodes, int contexts) {
    List<Block> blocks = blocks(nodes, contexts);
    double[] own =
        blocks.stream().flatMapToDouble(b -> Arrays.stream(b.link().parameters())).toArray();
    double[] parameters = new double[Require.numbers(contexts, own.length)];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = own[i % own.length];
    }
    return of(blocks, parameters);
  }

  private static JointLaw of(List<Block> blocks, double[] parameters) {
    return blocks.stream().allMatch(block -> block.count() > 0)
        ? new OfFinite(blocks, parameters)
        : new JointLaw(blocks, parameters);
  }

  private static List<Block> blocks(List<Node<?>> nodes, int contexts) {
    // Laws have the same shape at all events of their parents; any trace shows it.
    Trace trace = Trace.draw(nodes, contexts, 1, new SplittableRandom(0));
    List<Block> blocks = new ArrayList<>();
    int at = 0;
    int from = 0;
    for (Node<?> node : nodes) {
      if (!(node.link() instanceof ParametricLink<?> link)) {
        throw new IllegalStateException(
            "the link of node '%s' does not state its parameters, as a ParametricLink does, so that the program has no joint law"
                .formatted(node));
      }
      Distribution law = trace.draw(node).given().law();
      Shape own = law.shape().withContexts(1);
      requireKind(node, own, blocks);
      int width = link.parameters().length;
      blocks.add(new Block(node, link, own, at, width, from, outcomes(law)));
      at += own.size();
      from += width;
    }
    return blocks;
  }

  private static void requireKind(Node<?> node, Shape own, List<Block> earlier) {
    if (!earlier.isEmpty() && earlier.get(0).shape().categories() != own.categories()) {
      throw new IllegalStateException(
          "node '%s' is of %s and node '%s' of %s; events of a joint law must be all numbers or all of the same categories"
              .formatted(earlier.get(0).node(), kind(earlier.get(0).shape()), node, kind(own)));
    }
  }

  private static String kind(Shape shape) {
    return shape.categories() == 1 ? "numbers" : shape.categories() + " categories";
  }

  private static double[] outcomes(Distribution law) {
    if (!(law instanceof Finite finite) || finite.outcomes() > Integer.MAX_VALUE) {
      return new double[0];
    }
    Events all = finite.outcomes(0, (int) finite.outcomes());
    double[] outcomes = new double[all.draws() * all.size()];
    for (int n = 0; n < all.draws(); n++) {
      System.arraycopy(
          all.values(), n * all.contexts() * all.size(), outcomes, n * all.size(), all.size());
    }
    return outcomes;
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
    return parameters.clone();
  }

  @Override
  public final JointLaw at(double[] other) {
    return of(blocks, other.clone());
  }

  @Override
  public final Events sample(int draws, RandomGenerator random) {
    Require.atLeast(1, "the number of draws", draws);
    int rows = Require.numbers(draws, contexts());
    double[] values = new double[Require.numbers(rows, shape.size())];
    List<Events> events = new ArrayList<>();
    for (Block block : blocks) {
      Events[] parents = parents(block, events);
      Distribution law = laws(block, parents).law();
      Events own = law.sample(parents.length == 0 ? draws : 1, random);
      put(own.values(), values, block);
      events.add(Events.of(own.values(), block.shape().withContexts(contexts())));
    }
    return Events.of(values, shape);
  }

  private void put(double[] own, double[] all, Block block) {
    int size = block.shape().size();
    for (int row = 0; row < own.length / size; row++) {
      System.arraycopy(own, row * size, all, row * shape.size() + block.at(), size);
    }
  }

  private ParametricLink.Laws<?> laws(Block block, Events... parents) {
    double[] own = new double[contexts() * block.width()];
    for (int c = 0; c < contexts(); c++) {
      System.arraycopy(
          parameters, c * dimension + block.from(), own, c * block.width(), block.width());
    }
    return block.link().at(own, parents);
  }

  private static Events[] parents(Block block, List<Events> events) {
    return block.node().parents().stream()
        .map(parent -> events.get(parent.index()))
        .toArray(Events[]::new);
  }

  /** A function of each node's laws and of its events under the contexts of the laws. */
  private interface Each {
    void accept(Block block, ParametricLink.Laws<?> laws, Events own);
  }

  private void forEach(Events events, Each each) {
    shape.require("the joint law", events);
    List<Events> split = new ArrayList<>();
    for (Block block : blocks) {
      Events rows = events.columns(block.at(), block.shape().withContexts(contexts()));
      Events[] parents = parents(block, split);
      each.accept(block, laws(block, parents), parents.length == 0 ? rows : Rows.each(rows));
      split.add(rows);
    }
  }

  @Override
  public final double[] logProbability(Events events) {
    double[] sums = new double[events.count()];
    forEach(events, (block, laws, own) -> Replayed.add(laws.law().logProbability(own), sums));
    return sums;
  }

  @Override
  public final double[] logDensity(Events events) {
    double[] sums = new double[events.count()];
    forEach(events, (block, laws, own) -> Replayed.add(laws.law().logDensity(own), sums));
    return sums;
  }

  @Override
  public final double[] scores(Events events) {
    double[] scores = new double[Require.numbers(events.count(), dimension)];
    forEach(
        events,
        (block, laws, own) -> {
          double[] pulled = laws.pullback(laws.law().scores(own));
          for (int row = 0; row < events.count(); row++) {
            System.arraycopy(
                pulled, row * block.width(), scores, row * dimension + block.from(), block.width());
          }
        });
    return scores;
  }

  /** The shapes of the events of each node. */
  final List<Shape> shapes() {
    return blocks.stream().map(block -> block.shape().withContexts(contexts())).toList();
  }

  @Override
  public final String toString() {
    return "Joint[%s]"
        .formatted(String.join(", ", blocks.stream().map(block -> block.node().name()).toList()));
  }

  /** A joint law whose outcomes can be listed; that of the first node changes fastest. */
  static final class OfFinite extends JointLaw implements Finite {

    private OfFinite(List<Block> blocks, double[] parameters) {
      super(blocks, parameters);
    }

    @Override
    public long outcomes() {
      long product = 1;
      for (Block block : super.blocks) {
        if (block.count() > Long.MAX_VALUE / product) {
          return Long.MAX_VALUE;
        }
        product *= block.count();
      }
      return product;
    }

    @Override
    public Events outcomes(long from, int count) {
      Objects.checkFromIndexSize(from, count, outcomes());
      double[] values = new double[Require.numbers(count, contexts(), shape().size())];
      for (int row = 0; row < count * contexts(); row++) {
        long digits = from + row / contexts();
        for (Block block : super.blocks) {
          int size = block.shape().size();
          System.arraycopy(
              block.outcomes(),
              (int) (digits % block.count()) * size,
              values,
              row * shape().size() + block.at(),
              size);
          digits /= block.count();
        }
      }
      return Events.of(values, shape());
    }
  }
}
