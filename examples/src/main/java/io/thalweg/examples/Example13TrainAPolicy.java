package io.thalweg.examples;

import io.thalweg.dense.Activation;
import io.thalweg.rl.Actor;
import io.thalweg.rl.Environment;
import io.thalweg.rl.Episodes;
import io.thalweg.rl.Player;
import io.thalweg.rl.Space;
import io.thalweg.rl.Step;
import io.thalweg.rl.policy.Net;
import io.thalweg.rl.policy.NetworkPolicy;
import io.thalweg.rl.training.Method;
import io.thalweg.rl.training.Options;
import io.thalweg.rl.training.PolicyTraining;
import io.thalweg.rl.training.Task;
import io.thalweg.train.Checkpoint;
import io.thalweg.train.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A shop that learns how much to order each evening; a simulator becomes an environment by three
 * methods.
 */
public final class Example13TrainAPolicy {

  private static final int DAYS = 30;

  private Example13TrainAPolicy() {}

  /** A shop that sells 0 to 4 crates a day, and pays for orders and for storage. */
  static final class Shop implements Environment {

    private RandomGenerator random = new SplittableRandom(0);
    private double stock;

    @Override
    public Space space() {
      return Space.discrete(1, 5); // sees the stock, orders 0 to 4 crates
    }

    @Override
    public double[] reset(RandomGenerator random) {
      this.random = random;
      stock = random.nextInt(10);
      return new double[] {stock};
    }

    @Override
    public Step step(double[] action) {
      double ordered = action[0];
      double demand = random.nextInt(5);
      double sold = Math.min(stock, demand);
      stock = stock - sold + ordered;
      double reward = 5 * sold - 2 * ordered - 0.2 * stock - (ordered > 0 ? 1 : 0);
      return new Step(new double[] {stock}, reward, false);
    }
  }

  /** Trains a policy for the shop by one method. */
  static Run<PolicyTraining> train(String method, int steps) {
    Task task = new Task("shop", Shop::new, DAYS, 120); // 120 counts as solved
    Net net = Net.of(0.01, Activation.TANH, 16, 16);
    Options options = Options.of(net, net).withEpisodes(8);
    var run = PolicyTraining.run(task, Method.find(method).orElseThrow(), options, 1);
    while (run.steps() < steps) {
      run.step();
    }
    return run;
  }

  /** Loads a policy, plays and returns the mean profit of a month. */
  static double play(Path file, int episodes) throws IOException {
    Checkpoint saved = Checkpoint.read(file);
    Actor actor = NetworkPolicy.read(saved.state()).greedy();
    Episodes played = new Player(Shop::new, DAYS).play(actor, episodes, new SplittableRandom(2));
    return played.meanTotal();
  }

  /** Prints the mean profit of a month before and after training, for three methods. */
  public static void main(String[] arguments) throws IOException {
    Path file = Files.createTempDirectory("thalweg").resolve("shop.checkpoint");
    train("a2c", 0).save(file);
    System.out.printf("untrained: %.1f%n", play(file, 200));
    for (String method : new String[] {"a2c", "episode_rloo", "arsm"}) {
      train(method, 300).save(file);
      System.out.printf("%s: %.1f%n", method, play(file, 200));
    }
  }
}
