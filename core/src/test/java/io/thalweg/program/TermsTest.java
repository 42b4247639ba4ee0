package io.thalweg.program;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.thalweg.Differences;
import io.thalweg.Distribution;
import io.thalweg.Events;
import io.thalweg.Linearization;
import io.thalweg.check.Unbiasedness;
import io.thalweg.estimator.score.Rloo;
import io.thalweg.support.SplitMix;
import io.thalweg.support.Streams;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Terms on the laws of nodes, with parameters of their own, against enumeration. */
@Tag("proof")
class TermsTest {

  private static final int CONTEXTS = 32;

  /** The entropy of one bit in closed form, times a parameter of its own. */
  private record Entropy(double weight, double[] gradient) implements Term<Distribution> {

    @Override
    public Linearization of(Distribution law, Events... parents) {
      double[] logits = law.parameters();
      double[] entropies = new double[logits.length];
      double[] slopes = new double[logits.length];
      for (int c = 0; c < logits.length; c++) {
        double p = 1 / (1 + Math.exp(-logits[c]));
        entropies[c] = -p * Math.log(p) - (1 - p) * Math.log(1 - p);
        slopes[c] = -weight * logits[c] * p * (1 - p);
      }
      double[] values = Arrays.stream(entropies).map(h -> weight * h).toArray();
      return new Linearization() {
        @Override
        public double[] values() {
          return values;
        }

        @Override
        public double[] gradients() {
          return slopes;
        }

        @Override
        public double[] curvatures(double[] directions) {
          throw new UnsupportedOperationException();
        }

        @Override
        public void pullback(double[] weights) {
          for (int row = 0; row < weights.length; row++) {
            gradient[0] += weights[row] * entropies[row];
          }
        }
      };
    }
  }

  static List<Graph> graphs() {
    return List.of(Graph.chain(), Graph.fork(), Graph.collider());
  }

  /** The root x and the node y have terms; in a collider both are roots. */
  @ParameterizedTest
  @MethodSource("graphs")
  void termsOnLawsAreWithoutBias(Graph withEntropies) {
    Graph graph = withEntropies.withoutEntropies();
    double[] weights = {0.7, -3};
    double[] theta = Arrays.copyOf(graph.parameters(), graph.parameters().length + 2);
    System.arraycopy(weights, 0, theta, theta.length - 2, 2);
    double[] exact =
        Differences.gradient(
            all -> {
              double[] own = Arrays.copyOf(all, all.length - 2);
              double[] entropies = new double[2];
              graph.enumerate(
                  own,
                  (x, logs) -> {
                    entropies[0] -= Math.exp(Graph.sum(logs)) * logs[0];
                    entropies[1] -= Math.exp(Graph.sum(logs)) * logs[1];
                  });
              return graph.mean(own)
                  + all[all.length - 2] * entropies[0]
                  + all[all.length - 1] * entropies[1];
            },
            theta);
    List<Entropy> terms =
        List.of(new Entropy(weights[0], new double[1]), new Entropy(weights[1], new double[1]));
    Graph.Built built =
        graph.program(
            CONTEXTS,
            j -> new Rloo(3),
            (summand, value) -> value,
            (builder, nodes) -> {
              builder.term("entropy of x in closed form", terms.get(0), nodes.get(0));
              builder.term("entropy of y in closed form", terms.get(1), nodes.get(1));
            });
    SplitMix random = Streams.named(1, "terms of " + graph);
    int[] blocks = IntStream.concat(Arrays.stream(graph.blocks()), IntStream.of(1, 1)).toArray();
    Unbiasedness verdict =
        Verdicts.of(
            exact,
            blocks,
            () -> {
              double[] tables = built.gradient(random);
              double[] all = Arrays.copyOf(tables, tables.length + 2);
              for (int k = 0; k < 2; k++) {
                all[tables.length + k] = terms.get(k).gradient()[0];
                terms.get(k).gradient()[0] = 0;
              }
              return all;
            });
    assertInstanceOf(Unbiasedness.Unbiased.class, verdict, verdict::toString);
  }
}
