package io.thalweg.rl.policy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.dense.Activation;
import io.thalweg.dense.Rule;
import io.thalweg.rl.Actor;
import io.thalweg.support.SplitMix;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkPolicyTest {

  // Of numbers in single precision that are sums of some ten products.
  private static final double SINGLE = 1e-5;
  private static final int ROWS = 50;
  private static final ActionLaw CHOICES = new CategoricalActions(2, 3);
  private static final ActionLaw NUMBERS = new GaussianActions(2);

  private static NetworkPolicy policy(ActionLaw actions, Net net) {
    return new NetworkPolicy(actions, 4, net, Rule.adam(net.rate()), new SplitMix(1));
  }

  private static NetworkPolicy small(ActionLaw actions) {
    return policy(actions, Net.of(0.01, Activation.TANH, 7));
  }

  private static double[] observations() {
    return new SplittableRandom(5).doubles(4L * ROWS, -2, 2).toArray();
  }

  static List<Net> nets() {
    return List.of(
        Net.of(0.01, Activation.TANH, 64, 64),
        Net.of(0.01, Activation.RELU, 10, 10),
        Net.of(0.01, Activation.ELU, 33),
        new Net(0.01, 2, 0.1, Activation.TANH, 5, 17, 3),
        Net.of(0.01, Activation.TANH));
  }

  @ParameterizedTest
  @MethodSource("nets")
  void networkThatActsIsTheNetworkThatLearns(Net net) {
    for (ActionLaw actions : List.of(CHOICES, new BernoulliActions(3))) {
      NetworkPolicy policy = policy(actions, net);
      for (int step = 0; step < 3; step++) {
        assertSameOutputs(policy);
        move(policy);
      }
    }
  }

  private static void assertSameOutputs(NetworkPolicy policy) {
    Perceptron plain = new Perceptron(policy.architecture(), policy.parameters().values());
    double[] observations = observations();
    int outputs = policy.actions().outputs();
    double[] acting = new double[ROWS * outputs];
    for (int row = 0; row < ROWS; row++) {
      double[] out = new double[outputs];
      plain.apply(Arrays.copyOfRange(observations, 4 * row, 4 * row + 4), out);
      System.arraycopy(out, 0, acting, row * outputs, outputs);
    }
    try (Policy.Outputs learning = policy.at(observations, ROWS)) {
      assertArrayEquals(learning.parameters(), acting, SINGLE);
    }
  }

  /** Makes a step that changes the outputs. */
  private static void move(NetworkPolicy policy) {
    try (Policy.Outputs outputs = policy.at(observations(), ROWS)) {
      double[] slopes = new double[outputs.parameters().length];
      Arrays.setAll(slopes, i -> Math.sin(i));
      outputs.pullback(slopes);
      policy.step();
    }
  }

  private static double[] outputs(Policy policy) {
    try (Policy.Outputs outputs = policy.at(observations(), ROWS)) {
      return outputs.parameters().clone();
    }
  }

  @Test
  void actorsStayAsTheyWereMade() {
    NetworkPolicy policy = small(NUMBERS);
    Actor before = policy.greedy();
    double[] observation = {1, -1, 0.5, 2};
    double[] action = before.act(observation, new SplitMix(1)).clone();
    move(policy);
    assertArrayEquals(action, before.act(observation, new SplitMix(1)));
    assertFalse(Arrays.equals(action, policy.greedy().act(observation, new SplitMix(1))));
  }

  @Test
  void actorsDrawFromTheLawOfTheBatch() {
    NetworkPolicy policy = small(NUMBERS);
    move(policy);
    double[] observation = Arrays.copyOf(observations(), 4);
    double[] parameters = Arrays.copyOf(outputs(policy), 4);
    double[] action = policy.sampling().act(observation, new SplitMix(9));
    assertArrayEquals(NUMBERS.draw(parameters, new SplitMix(9)), action, SINGLE);
    assertArrayEquals(
        NUMBERS.best(parameters), policy.greedy().act(observation, new SplitMix(9)), SINGLE);
  }

  /** Moves along a direction of the parameters and of the slopes must agree, shared ones too. */
  @ParameterizedTest
  @MethodSource("laws")
  void pullbackIsTheTransposeOfPushforward(ActionLaw actions) {
    NetworkPolicy policy = small(actions);
    try (Policy.Outputs outputs = policy.at(observations(), ROWS)) {
      SplittableRandom random = new SplittableRandom(2);
      double[] slopes = random.doubles(outputs.parameters().length, -1, 1).toArray();
      double[] tangent = random.doubles(policy.parameters().size(), -1, 1).toArray();
      outputs.pullback(slopes);
      double pulled = dot(policy.takeGradient(), tangent);
      double pushed = dot(outputs.pushforward(tangent), slopes);
      assertEquals(pushed, pulled, 1e-4 * Math.max(1, Math.abs(pushed)));
    }
  }

  static List<ActionLaw> laws() {
    return List.of(CHOICES, NUMBERS);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  @ParameterizedTest
  @MethodSource("laws")
  void slopesAreThoseOfDifferences(ActionLaw actions) {
    NetworkPolicy policy = small(actions);
    double[] slopes;
    double[] pulled;
    try (Policy.Outputs outputs = policy.at(observations(), ROWS)) {
      slopes = new SplittableRandom(2).doubles(outputs.parameters().length, -1, 1).toArray();
      outputs.pullback(slopes);
      pulled = policy.takeGradient();
    }
    double[] start = policy.parameters().values();
    for (int i = 0; i < start.length; i += 3) {
      double more = moved(policy, start, i, 0.01, slopes);
      double less = moved(policy, start, i, -0.01, slopes);
      assertEquals((more - less) / 0.02, pulled[i], 0.01 * Math.max(1, Math.abs(pulled[i])));
    }
  }

  private static double moved(
      NetworkPolicy policy, double[] start, int i, double step, double[] slopes) {
    double[] values = start.clone();
    values[i] += step;
    policy.parameters().set(values);
    return dot(outputs(policy), slopes);
  }

  @Test
  void savedPolicyActsAndLearnsOnAsItWas() throws IOException {
    for (ActionLaw actions : List.of(CHOICES, NUMBERS, new BernoulliActions(2))) {
      NetworkPolicy policy = small(actions);
      move(policy);
      byte[] saved = saved(policy);
      NetworkPolicy read = NetworkPolicy.read(in(saved));
      assertEquals(actions, read.actions());
      assertArrayEquals(outputs(policy), outputs(read));
      double[] observation = {1, -1, 0.5, 2};
      assertArrayEquals(
          policy.sampling().act(observation, new SplitMix(3)),
          read.sampling().act(observation, new SplitMix(3)));
      NetworkPolicy loaded = small(actions);
      loaded.load(in(saved));
      move(policy);
      move(loaded);
      assertArrayEquals(policy.parameters().values(), loaded.parameters().values());
    }
  }

  private static byte[] saved(NetworkPolicy policy) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    policy.save(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static DataInputStream in(byte[] bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }

  @Test
  void policiesOfAnotherKindAreRefused() throws IOException {
    byte[] numbers = saved(small(NUMBERS));
    String message =
        assertThrows(IOException.class, () -> small(CHOICES).load(in(numbers))).getMessage();
    assertTrue(message.startsWith("the saved policy is a GaussianActions"), message);
    NetworkPolicy wider = policy(NUMBERS, Net.of(0.01, Activation.TANH, 8));
    assertThrows(IOException.class, () -> wider.load(in(numbers)));
    NetworkPolicy bent = policy(NUMBERS, Net.of(0.01, Activation.ELU, 7));
    assertThrows(IOException.class, () -> bent.load(in(numbers)));
    ByteArrayOutputStream other = new ByteArrayOutputStream();
    new DataOutputStream(other).writeUTF("a letter");
    assertEquals(
        "there is no policy, but 'a letter'",
        assertThrows(IOException.class, () -> NetworkPolicy.read(in(other.toByteArray())))
            .getMessage());
  }

  @Test
  void smallLastWeightsLetAllActionsStartAboutEquallyLikely() {
    Net net = Net.of(0.01, Activation.TANH, 7);
    double[] full = outputs(policy(CHOICES, net));
    double[] tenth = outputs(policy(CHOICES, net.startingAt(1, 0.1)));
    for (int i = 0; i < full.length; i++) {
      assertEquals(0.1 * full[i], tenth[i], SINGLE);
    }
  }
}
