package io.thalweg.surrogate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.DifferentiableObjective;
import io.thalweg.Events;
import io.thalweg.distribution.Bernoulli;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SumTest {

  private final DifferentiableObjective f =
      Bends.exact(new double[] {0.9, -0.4}, new double[] {0.3, 1.1});
  private final Bernoulli law = Bernoulli.ofLogits(0.3, -0.4);
  private final Events draws = Events.of(new double[] {1, 0}, 1, 2);
  private final Events relaxed = Events.of(new double[] {0.3, -0.8, 1.2, 0.1}, 1, 2);
  private final double[] weights = {0.6, -0.3};
  private final double[] directions = {0.2, -0.5, 0.9, 0.4};

  private static RescaledRelaxation relaxation() {
    return RescaledRelaxation.scaled(0.6, 0.1);
  }

  private static TanhNetwork network() {
    return new TanhNetwork(2, 3, 0.1, new SplittableRandom(61));
  }

  @Test
  void valuesAndGradientsAreAdded() {
    Surrogate.Joint sum = Answers.of(new Sum<>(relaxation(), network()), law, f, draws, relaxed);
    Surrogate.Joint first = Answers.of(relaxation(), law, f, draws, relaxed);
    Surrogate.Outputs second = network().at(relaxed);
    assertEquals(
        Descent.functional(first.surrogate(), weights, directions)
            + Descent.functional(second, weights, directions),
        Descent.functional(sum.surrogate(), weights, directions),
        1e-15);
    assertArrayEquals(first.objective().values(), sum.objective().values());
    assertEquals(3, sum.events().count());
  }

  @Test
  void bothPartsDescend() {
    RescaledRelaxation first = relaxation();
    TanhNetwork second = network();
    Answers.of(new Sum<>(first, second), law, f, draws, relaxed)
        .surrogate()
        .descend(weights, directions);
    RescaledRelaxation firstAlone = relaxation();
    TanhNetwork secondAlone = network();
    Answers.of(firstAlone, law, f, draws, relaxed).surrogate().descend(weights, directions);
    secondAlone.at(relaxed).descend(weights, directions);
    assertEquals(firstAlone.scale(), first.scale());
    assertEquals(firstAlone.temperature(), first.temperature());
    assertArrayEquals(secondAlone.at(relaxed).values(), second.at(relaxed).values());
  }
}
