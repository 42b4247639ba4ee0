package io.thalweg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Users' code that compiles, and the words of the compiler on mistakes. */
class TypesTest {

  private static final String FRAME =
      """
      import io.thalweg.*;
      import io.thalweg.distribution.*;
      import io.thalweg.estimator.combinator.*;
      import io.thalweg.estimator.coupling.*;
      import io.thalweg.estimator.flow.*;
      import io.thalweg.estimator.pathwise.*;
      import io.thalweg.estimator.relaxation.*;
      import io.thalweg.estimator.score.*;
      import io.thalweg.objective.*;
      import io.thalweg.surrogate.*;
      import io.thalweg.program.*;
      import java.util.*;
      import java.util.random.RandomGenerator;

      class User {
        static final PlackettLuce ORDERS = PlackettLuce.ofLogits(0, 1, 2);

        static void run(Bernoulli bits, Gaussian normal, Objective f, RandomGenerator random) {
          %s
        }
      }
      """;

  private static final String SMOOTH =
      "var smooth = DifferentiableObjective.of(x -> x[0], x -> new double[] {1}); ";

  @TempDir private Path folder;

  private String compile(String body) throws IOException, URISyntaxException {
    return new Javac(folder).compile(Map.of("User", FRAME.formatted(body)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "List<Estimator<Bernoulli, Objective>> all ="
            + " Estimator.listOf(new Rloo(2), new DisArm(), new MeanOf<>(2, new Reinforce()));"
            + " for (var one : all) { one.estimate(bits, f, random); }",
        "var all = Estimator.listOf(new Rloo(2), new DisArm());"
            + " for (Estimator<Bernoulli, Objective> one : all) { one.estimate(bits, f, random); }",
        "var all = Estimator.listOf(new Rloo(2), new Reparameterization());"
            + " var smooth = DifferentiableObjective.of(x -> x[0], x -> new double[] {1});"
            + " for (var one : all) { one.estimate(normal, smooth, random); }",
        "List<Estimator<? super Bernoulli, ? super Objective>> all ="
            + " List.of(new Rloo(2), new DisArm());"
            + " for (var one : all) { one.estimate(bits, f, random); }",
        "Estimator<Bernoulli, Objective> one = new DisArm(); one.estimate(bits, f, random);",
        "Objective g = x -> x[0]; new Rloo(2).estimate(bits, g, random);",
        SMOOTH + "new Rebar(1, 0.1).estimate(ORDERS, smooth, random);",
        SMOOTH
            + "Relax.of(RescaledRelaxation.unscaled(1, 0.1)).estimate(ORDERS, smooth, random);"
            + " Relax.of(new TanhNetwork(3, 4, 0.1, random)).estimate(ORDERS, f, random);",
        "Builder builder = Program.of(1);"
            + " Node<Bernoulli> x = builder.node(\"x\", none -> Given.of(bits), new DisArm());"
            + " Node<Bernoulli> y = builder.node(\"y\", Table.of(bits, 0, 1), new Rloo(2), x);"
            + " builder.smoothNode(\"z\", Table.of(normal, 0, 1), new Reparameterization(), y);",
      })
  void userCodeCompilesWithoutAWarning(String body) throws IOException, URISyntaxException {
    assertEquals("", compile(body));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "new Reparameterization().estimate(normal, x -> x[0], random);",
        "DifferentiableObjective g = x -> x[0];",
        "Estimator.listOf(new Reparameterization()).get(0).estimate(normal, x -> x[0], random);",
      })
  void aLambdaIsNoObjectiveWithAGradientAndTheCompilerSaysSo(String body)
      throws IOException, URISyntaxException {
    assertSays("DifferentiableObjective is not a functional interface", body);
  }

  @Test
  void aLambdaIsNoPiecewiseObjectiveAndTheCompilerSaysSo() throws IOException, URISyntaxException {
    assertSays(
        "Piecewise is not a functional interface",
        "new JumpFlow().estimate(normal, x -> x[0], random);");
  }

  @Test
  void aLawThatAnEstimatorCannotTakeDoesNotCompile() throws IOException, URISyntaxException {
    assertSays(
        "Gaussian cannot be converted to Bernoulli", "new DisArm().estimate(normal, f, random);");
    assertSays(
        "incompatible types",
        "List<Estimator<Gaussian, Objective>> all = Estimator.listOf(new DisArm());");
  }

  /** Orders have squashed points, but no mean in closed form. */
  @ParameterizedTest
  @CsvSource({"StraightThrough(), Averaged", "ReinMax(), Squashed", "MuProp(), Averaged"})
  void anEstimatorThatNeedsTheMeanDoesNotTakeOrders(String made, String needed)
      throws IOException, URISyntaxException {
    assertSays(
        "PlackettLuce cannot be converted to " + needed,
        SMOOTH + "new %s.estimate(ORDERS, smooth, random);".formatted(made));
  }

  @Test
  void aRelaxationOfTheObjectiveNeedsSquashedPointsAndAGradient()
      throws IOException, URISyntaxException {
    String relax = "var relax = Relax.of(RescaledRelaxation.unscaled(1, 0.1)); ";
    assertSays(
        "Gaussian cannot be converted to Concrete",
        SMOOTH + relax + "relax.estimate(normal, smooth, random);");
    assertSays(
        "Objective cannot be converted to DifferentiableObjective",
        relax + "relax.estimate(ORDERS, f, random);");
  }

  @Test
  void anEstimatorThatANodeCannotAskDoesNotCompile() throws IOException, URISyntaxException {
    assertSays(
        "Reparameterization cannot be converted to Estimator<? super Gaussian,? super Objective>",
        "Program.of(1).<Gaussian>node(\"z\", Table.of(normal, 0, 1), new Reparameterization());");
    assertSays(
        "DisArm cannot be converted to Estimator<? super Gaussian",
        "Program.of(1).<Gaussian>node(\"z\", Table.of(normal, 0, 1), new DisArm());");
  }

  private void assertSays(String words, String body) throws IOException, URISyntaxException {
    String said = compile(body);
    assertTrue(said.contains(words), said);
  }
}
