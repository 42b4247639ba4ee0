package io.thalweg.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import io.thalweg.Evaluation;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.Question;
import io.thalweg.WeaklyDifferentiable;
import io.thalweg.check.ExactGradient;
import io.thalweg.check.Interval;
import io.thalweg.check.LawCheck;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import io.thalweg.distribution.Exponential;
import io.thalweg.distribution.Gaussian;
import io.thalweg.distribution.Poisson;
import io.thalweg.distribution.Product;
import io.thalweg.estimator.Estimators;
import io.thalweg.estimator.MixedRecipes;
import io.thalweg.estimator.Registry;
import io.thalweg.estimator.combinator.BinaryDecisions;
import io.thalweg.estimator.combinator.MeanOf;
import io.thalweg.estimator.combinator.Mixed;
import io.thalweg.estimator.coupling.Arm;
import io.thalweg.estimator.coupling.Arsm;
import io.thalweg.estimator.coupling.DisArm;
import io.thalweg.estimator.flow.OptimalFlow;
import io.thalweg.estimator.pathwise.MeasureValued;
import io.thalweg.estimator.pathwise.Reparameterization;
import io.thalweg.estimator.regression.SurrogateRegression;
import io.thalweg.estimator.relaxation.Relax;
import io.thalweg.estimator.score.LocalExpectation;
import io.thalweg.estimator.score.Rloo;
import io.thalweg.examples.Example6YourOwnLaw.Rayleigh;
import io.thalweg.optimizer.Adam;
import io.thalweg.optimizer.Descent;
import io.thalweg.program.Builder;
import io.thalweg.program.Cost;
import io.thalweg.program.Estimates;
import io.thalweg.program.Node;
import io.thalweg.program.Program;
import io.thalweg.program.Table;
import io.thalweg.surrogate.TanhNetwork;
import io.thalweg.tune.LeastMean;
import io.thalweg.tune.SurrogateDescent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * The code that Javadoc shows, line for line, with what it claims. {@link DocumentedCodeTest} finds
 * it here.
 */
class JavadocExamplesTest {

  private final RandomGenerator random = new SplittableRandom(1);

  /** A simulator that takes all events of a batch in one call. */
  private static final class Simulator {
    static double[] run(double[] x, int size) {
      double[] values = new double[x.length / size];
      Arrays.setAll(values, row -> Math.pow(x[row * size] + 2 * x[row * size + 1] - 0.45, 2));
      return values;
    }
  }

  @Test
  void objective() {
    Objective f = x -> Math.pow(x[0] + 2 * x[1] - 0.45, 2); // takes one event
    Objective g = Objective.ofBatch(x -> Simulator.run(x.values(), x.size())); // takes all events
    Bernoulli law = Bernoulli.ofLogits(0.2, -1.0);
    assertArrayEquals(ExactGradient.of(law, f), ExactGradient.of(law, g), 1e-15);
  }

  @Test
  void distribution() {
    Bernoulli law = Bernoulli.ofLogits(0.2, -1.0, 0.7); // one context of three variables
    Events x = law.sample(5, random); // five events
    double[] log = law.logProbability(x); // one number for each event
    double[] scores = law.scores(x); // [5 x 3], for each event and logit
    assertEquals(1, law.contexts());
    assertEquals(5, x.count());
    assertEquals(5, log.length);
    assertEquals(5 * 3, scores.length);
  }

  @Test
  void drawn() {
    Objective f = x -> x[0];
    Categorical law = Categorical.ofLogits(0.2, -1.0, 0.7);
    Events action = law.sample(1, random);
    Estimate estimate = new Arsm().estimate(law.given(action), f, random); // asks f at it first
    assertArrayEquals(action.values(), estimate.events().value(0));
  }

  @Test
  void estimator() {
    Bernoulli law = Bernoulli.ofLogits(0.2, -1.0, 0.7);
    Objective f = x -> Math.pow(x[0] + 2 * x[1] - x[2] - 0.45, 2);
    Estimator<Bernoulli, Objective> estimator = new DisArm();
    Estimate estimate = estimator.estimate(law, f, random);
    assertEquals(3, estimate.gradient().length);
  }

  @Test
  void estimatorOfBitsForCategories() {
    Categorical law = Categorical.ofLogits(0.2, -1.0, 0.7);
    Objective f = x -> Math.cos(x[0]);
    Estimate estimate = new BinaryDecisions(new DisArm()).estimate(law, f, random); // 2 evaluations
    assertEquals(2, estimate.evaluations());
  }

  @Test
  void productThatKeepsWhatItsPartsCan() {
    Objective f = x -> x[0] * x[1];
    WeaklyDifferentiable law =
        Product.of(WeaklyDifferentiable.class, Poisson.of(20), Exponential.of(0.1));
    Estimate estimate = new MeasureValued().estimate(law, f, random);
    assertEquals(2, estimate.gradient().length);
  }

  @Test
  void choiceOfAnEstimator() {
    Bernoulli law = Bernoulli.ofLogits(0.2, -1.0, 0.7);
    Objective f = x -> Math.pow(x[0] + 2 * x[1] - x[2] - 0.45, 2);
    var auto = Estimators.auto(law, f, random);
    var descent = new Descent<>(auto, law, 0.05);
    for (int step = 0; step < 1_000; step++) {
      descent.step(f, random);
    }
    String best = auto.chosen(); // the estimator that draws now
    assertTrue(Registry.parse(best).bias().isEmpty());
    assertTrue(auto.races() > 0);
  }

  @Test
  void mixtureOfEstimators() {
    Bernoulli law = Bernoulli.ofLogits(0.2, -1.0, 0.7);
    Objective f = x -> Math.pow(x[0] + 2 * x[1] - x[2] - 0.45, 2);
    var mixture = Mixed.of(MixedRecipes.standard(law, f.getClass(), random));
    var descent = new Descent<>(mixture, law, 0.05);
    for (int step = 0; step < 300; step++) {
      descent.step(f, random);
    }
    assertTrue(mixture.chosen().contains("reinforce"));
  }

  @Test
  void mixtureOfNamedEstimators() {
    Bernoulli law = Bernoulli.ofLogits(0.2, -1.0, 0.7);
    Objective f = x -> Math.pow(x[0] + 2 * x[1] - x[2] - 0.45, 2);
    List<String> ids = List.of("local_expectation", "arms:draws=8", "reinforce");
    var mixture = Mixed.of(MixedRecipes.members(ids, law, f.getClass(), random));
    assertTrue(mixture.estimate(law, f, random).evaluations() <= 12);
  }

  @Test
  void listOfEstimators() {
    Bernoulli law = Bernoulli.ofLogits(0.2, -1.0, 0.7);
    Objective f = x -> Math.pow(x[0] + 2 * x[1] - x[2] - 0.45, 2);
    List<Estimate> estimates = new ArrayList<>();
    List<Estimator<Bernoulli, Objective>> estimators =
        Estimator.listOf(new Rloo(2), new DisArm(), new MeanOf<>(2, new Arm()));
    for (var estimator : estimators) {
      estimates.add(estimator.estimate(law, f, random));
    }
    assertEquals(3, estimates.size());
  }

  @Test
  void checkOfALaw() {
    LawCheck check = LawCheck.of(new Rayleigh(Math.log(0.2)), random);
    System.out.println(check); // one line for each promise
    check.require(); // throws, with what is wrong
    assertTrue(check.isSound());
  }

  /** A source of values that knows no objective. */
  private record Laboratory(Objective f) {
    double[] measure(Events events) {
      double[] values = new double[events.count()];
      Arrays.setAll(values, row -> f.value(events.value(row)));
      return values;
    }
  }

  @Test
  void question() {
    Bernoulli law = Bernoulli.ofLogits(0.2, -1.0, 0.7);
    Objective f = x -> Math.pow(x[0] + 2 * x[1] - x[2] - 0.45, 2);
    var laboratory = new Laboratory(f);
    Question<Objective> question = new Rloo(4).ask(law, random);
    double[] values = laboratory.measure(question.events());
    Estimate estimate = question.answer(Evaluation.of(values));
    assertArrayEquals(
        new Rloo(4).estimate(law, f, new SplittableRandom(1)).gradient(), estimate.gradient());
  }

  @Test
  void descent() {
    Objective f = x -> Math.pow(x[0] + 2 * x[1] - x[2] - 0.45, 2);
    var descent = new Descent<>(new Rloo(8), Bernoulli.ofLogits(0, 0, 0), 0.05);
    for (int step = 0; step < 1_000; step++) {
      descent.step(f, random);
    }
    double[] logits = descent.law().parameters();
    assertTrue(mean(logits, f) < mean(new double[3], f));
  }

  @Test
  void score() {
    Bernoulli law = Bernoulli.ofLogits(0.2, -1.0, 0.7);
    Objective f = x -> Math.pow(x[0] + 2 * x[1] - x[2] - 0.45, 2);
    Estimate estimate = new Rloo(4).estimate(law, f, random); // evaluates f 4 times
    double[] gradient = estimate.gradient(); // one number for each logit
    assertEquals(4, estimate.evaluations());
    assertEquals(3, gradient.length);
  }

  @Test
  void coupling() {
    Bernoulli law = Bernoulli.ofLogits(0.2, -1.0, 0.7);
    Objective f = x -> Math.pow(x[0] + 2 * x[1] - x[2] - 0.45, 2);
    Estimate estimate = new DisArm().estimate(law, f, random); // evaluates f twice
    assertEquals(2, estimate.evaluations());
  }

  @Test
  void relaxation() {
    double[] logits = {0.2, -1.0, 0.7};
    Objective f = x -> Math.pow(x[0] + 2 * x[1] - x[2] - 0.45, 2);
    double before = mean(logits, f);
    var adam = new Adam(0.01, logits.length);
    var relax = Relax.of(new TanhNetwork(logits.length, 8, 0.01, random));
    for (int step = 0; step < 500; step++) {
      Estimate estimate = relax.estimate(Bernoulli.ofLogits(logits), f, random);
      relax.learn(estimate); // the surrogate now approximates f better
      adam.step(logits, estimate.gradient());
    }
    assertTrue(mean(logits, f) < before);
  }

  @Test
  void pathwise() {
    Gaussian law = Gaussian.of(0.5, 2);
    DifferentiableObjective f =
        DifferentiableObjective.of(x -> x[0] * x[0], x -> new double[] {2 * x[0]});
    Estimate estimate = new Reparameterization().estimate(law, f, random);
    double[] gradient = estimate.gradient(); // for the mean and the log standard deviation
    assertEquals(1, estimate.evaluations());
    assertEquals(2, gradient.length);
  }

  @Test
  void flow() {
    double[] parameters = {0.5, Math.log(2)};
    DifferentiableObjective f =
        DifferentiableObjective.of(x -> x[0] * x[0], x -> new double[] {2 * x[0]});
    var adam = new Adam(0.01, parameters.length);
    var flow = new OptimalFlow(10);
    for (int step = 0; step < 100; step++) {
      Gaussian law = Gaussian.of(parameters[0], Math.exp(parameters[1]));
      Estimate estimate = flow.estimate(law, f, random);
      adam.step(parameters, estimate.gradient());
      flow.learn(estimate); // later weights are fitted to these draws, too
    }
    // E f is mean^2 + sd^2.
    assertTrue(Math.abs(parameters[0]) < 0.5 && parameters[1] < Math.log(2));
  }

  @Test
  void regression() {
    double[] logits = {0.2, -1.0, 0.7};
    Objective f = x -> Math.pow(x[0] + 2 * x[1] - x[2] - 0.45, 2);
    double before = mean(logits, f);
    var adam = new Adam(0.01, logits.length);
    var regression = new SurrogateRegression<>(2);
    for (int step = 0; step < 500; step++) {
      Estimate estimate = regression.estimate(Bernoulli.ofLogits(logits), f, random);
      regression.learn(estimate); // keeps both evaluations for later fits
      adam.step(logits, estimate.gradient());
    }
    assertTrue(mean(logits, f) < before);
  }

  /** The code of docs/regression.md. Stock is dear, and a lack of it dearer. */
  @Test
  void regressionOfCounts() {
    double[] logRates = {0, 0};
    Objective cost = x -> x[0] + x[1] + 3 * Math.max(0, 6 - x[0] - x[1]);
    var adam = new Adam(0.05, logRates.length);
    int steps = 200;
    var regression = new SurrogateRegression<Poisson>(2);
    for (int step = 0; step < steps; step++) {
      Estimate estimate = regression.estimate(Poisson.ofParameters(logRates), cost, random);
      regression.learn(estimate);
      adam.step(logRates, estimate.gradient());
    }
    assertTrue(Math.exp(logRates[0]) + Math.exp(logRates[1]) > 4);
  }

  @Test
  void combinator() {
    Bernoulli law = Bernoulli.ofLogits(0.2, -1.0, 0.7);
    Objective f = x -> Math.pow(x[0] + 2 * x[1] - x[2] - 0.45, 2);
    var mean = new MeanOf<>(8, new DisArm());
    Estimate estimate = mean.estimate(law, f, random); // evaluates f 16 times, in one call
    assertEquals(16, estimate.evaluations());
  }

  @Test
  void program() {
    Builder builder = Program.of(1);
    Node<Bernoulli> x = builder.node("x", Table.of(Bernoulli.of(0.5), 0.3), new LocalExpectation());
    Node<Bernoulli> y = builder.node("y", Table.of(Bernoulli.of(0.5), -1.0, 2.0), new DisArm(), x);
    builder.cost("both", Cost.each(v -> v[0][0] * v[1][0]), x, y);
    Program program = builder.build();
    Estimates estimates = program.estimate(random);
    double[] gradient = estimates.gradient(x); // in the logit of x
    estimates.pullback(1.0); // adds to the gradients of both tables
    assertEquals(1, gradient.length);
    assertEquals(2 + 2, estimates.evaluations());
  }

  @Test
  void table() {
    Table<Bernoulli> table = Table.of(Bernoulli.of(0.5), -1.0, 2.0); // a logit for each parent bit
    table.given(Events.of(new double[] {1}, 1, 1)).pullback(new double[] {3});
    assertArrayEquals(new double[] {0, 3}, table.gradient());
    var adam = new Adam(0.01, 2);
    table.update(adam::step);
    assertTrue(table.parameters()[1] < 2);
    assertArrayEquals(new double[2], table.gradient());
  }

  @Test
  void costOfEachRow() {
    Cost both = Cost.each(x -> x[0][0] * x[1][0]); // the first variables of two nodes
    Events ones = Events.of(new double[] {1, 0}, 1, 1);
    assertArrayEquals(new double[] {1, 0}, both.evaluate(ones, ones).values());
  }

  private static final Table<Bernoulli> TABLE_X = Table.of(Bernoulli.of(0.5), 0.3);
  private static final Table<Bernoulli> TABLE_Y = Table.of(Bernoulli.of(0.5), -1.0, 2.0);
  private static final Table<Bernoulli> TABLE_Z = Table.of(Bernoulli.of(0.5), 0.5, -0.5);

  @Test
  void chain() {
    Builder builder = Program.of(1);
    Node<Bernoulli> x = builder.node("x", TABLE_X, new DisArm());
    Node<Bernoulli> y = builder.node("y", TABLE_Y, new Rloo(4), x);
    Node<Bernoulli> z = builder.node("z", TABLE_Z, new LocalExpectation(), y);
    builder.cost("on z", Cost.of(v -> 3 * v[0]), z);
    Program chain = builder.build();
    System.out.println(chain); // each node with its parents, estimator and costs
    assertEquals(Set.of("on z"), chain.credited(x));
    assertEquals(Set.of("on z"), chain.credited(y));
  }

  @Test
  void fork() {
    Builder builder = Program.of(1);
    Node<Bernoulli> x = builder.node("x", TABLE_X, new DisArm());
    Node<Bernoulli> y = builder.node("y", TABLE_Y, new Rloo(4), x);
    Node<Bernoulli> z = builder.node("z", TABLE_Z, new LocalExpectation(), x);
    builder.cost("on y", Cost.of(v -> 2 * v[0]), y);
    builder.cost("on z", Cost.of(v -> 3 * v[0]), z);
    Program fork = builder.build();
    fork.credited(x); // on y, on z
    fork.credited(y); // on y
    assertEquals(Set.of("on y", "on z"), fork.credited(x));
    assertEquals(Set.of("on y"), fork.credited(y));
  }

  @Test
  void collider() {
    Table<Bernoulli> ofBoth = Table.of(Bernoulli.of(0.5), 0.5, -0.5, 1.0, 0.0);
    Builder builder = Program.of(1);
    Node<Bernoulli> x = builder.node("x", TABLE_X, new DisArm());
    Node<Bernoulli> y = builder.node("y", TABLE_X, new Rloo(4));
    Node<Bernoulli> z = builder.node("z", ofBoth, new LocalExpectation(), x, y);
    builder.cost("on x", Cost.of(v -> v[0]), x);
    builder.cost("on z", Cost.of(v -> 3 * v[0]), z);
    Program collider = builder.build();
    collider.credited(y); // on z
    assertEquals(Set.of("on z"), collider.credited(y));
    assertEquals(Set.of("on x", "on z"), collider.credited(x));
  }

  /** The mean of f, by enumeration: f is quadratic in three bits. */
  private static double mean(double[] logits, Objective f) {
    Bernoulli law = Bernoulli.ofLogits(logits);
    Events all = law.outcomes(0, 8);
    double[] log = law.logProbability(all);
    double mean = 0;
    for (int row = 0; row < 8; row++) {
      mean += Math.exp(log[row]) * f.value(all.value(row));
    }
    return mean;
  }

  @Test
  void surrogateDescentFindsTheLeastOfABlackBox() {
    double[] logits = new double[20];
    Objective f = Example9LearnFromThePast.OFF_TARGET;
    RandomGenerator random = new SplittableRandom(1);
    LeastMean best = SurrogateDescent.minimize(Bernoulli.ofLogits(logits), f, 500, random);
    double[] found = best.law().parameters();
    Interval mean = best.mean().interval();
    assertEquals(20, found.length);
    assertTrue(mean.low() < 3, mean::toString);
  }
}
