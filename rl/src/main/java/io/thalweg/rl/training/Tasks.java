package io.thalweg.rl.training;

import io.thalweg.dense.Activation;
import io.thalweg.rl.Credit;
import io.thalweg.rl.Environment;
import io.thalweg.rl.environment.Acrobot;
import io.thalweg.rl.environment.CartPole;
import io.thalweg.rl.environment.InvertedPendulum;
import io.thalweg.rl.environment.LunarLander;
import io.thalweg.rl.environment.Pendulum;
import io.thalweg.rl.policy.Net;
import io.thalweg.rl.training.Options.Critics;
import io.thalweg.rl.training.Options.Surrogates;
import java.util.List;
import java.util.Locale;

/** The tasks of the library, each with settings that are known to work. */
public enum Tasks {
  /** A pole on a cart. */
  CARTPOLE("keep a pole upright on a cart", 200, 195, 800) {
    @Override
    public Environment environment() {
      return new CartPole();
    }

    @Override
    Options options() {
      Net small = Net.of(0.01, Activation.RELU, 10, 10);
      return Options.of(small, small)
          .with(new Surrogates(Options.Loss.EPISODE, 0))
          .withEntropy(0.01);
    }
  },
  /** A pendulum of two links. */
  ACROBOT("swing the end of a double pendulum up", 500, -100, 800) {
    @Override
    public Environment environment() {
      return new Acrobot();
    }

    @Override
    Options options() {
      // Until an episode first ends early, all returns are equal; entropy keeps the policy trying.
      return wide(0.005, 1).withEntropy(0.5);
    }

    @Override
    public List<String> methods() {
      return List.of("a2c", "episode_rloo");
    }
  },
  /** A craft that lands. */
  LUNARLANDER("land softly between two flags", 1_000, 200, 1_800) {
    @Override
    public Environment environment() {
      return new LunarLander();
    }

    @Override
    Options options() {
      return wide(0.005, 0.1);
    }

    @Override
    public Options options(Method method) {
      Options options = super.options(method);
      if (method.baseline() == Method.Baseline.CRITIC) {
        return options;
      }
      // Returns vary more without a critic: fewer weights and a nearer horizon let them say more.
      return options
          .withPolicy(Net.of(0.008, Activation.TANH, 32, 32).startingAt(0.6, 0.4))
          .with(Credit.of(0.98));
    }

    @Override
    public List<String> methods() {
      return List.of("a2c", "episode_rloo");
    }
  },
  /** A pendulum that is swung up by a torque. */
  PENDULUM("swing a pendulum up and hold it", 200, -300, 3_000) {
    @Override
    public Environment environment() {
      return new Pendulum();
    }

    @Override
    Options options() {
      Net net = Net.of(0.003, Activation.TANH, 64, 64).startingAt(1, 0.1);
      return Options.of(net, net)
          .with(new Critics(net, 100, 4))
          .with(new Credit(0.9, 0.9, false, Credit.Truncation.BOOTSTRAP))
          .withEpisodes(2)
          .withDivergence(0.005);
    }

    @Override
    public List<String> methods() {
      return List.of("a2c", "lax+critic", "reparameterization");
    }
  },
  /** A pole on a cart that is pushed by any force. */
  INVERTEDPENDULUM("keep a pole upright with a force of any size", 1_000, 950, 1_200) {
    @Override
    public Environment environment() {
      return new InvertedPendulum();
    }

    @Override
    Options options() {
      return wide(0.003, 0.1).withDivergence(0.002);
    }

    @Override
    public List<String> methods() {
      return List.of("a2c", "episode_rloo", "lax+critic");
    }
  };

  private final String title;
  private final int limit;
  private final double solved;
  private final int episodes;

  Tasks(String title, int limit, double solved, int episodes) {
    this.title = title;
    this.limit = limit;
    this.solved = solved;
    this.episodes = episodes;
  }

  /** Makes an environment. */
  public abstract Environment environment();

  /** The settings that fit most methods. */
  abstract Options options();

  /**
   * Wide networks and eight episodes an update.
   *
   * @param last the factor of the policy's last weights
   */
  private static Options wide(double rate, double last) {
    Net critic = Net.of(0.01, Activation.TANH, 64, 64);
    Net policy = Net.of(rate, Activation.TANH, 64, 64).startingAt(1, last);
    return Options.of(policy, critic)
        .with(new Critics(critic, 100, 4))
        .withEpisodes(8)
        .withEntropy(0.01);
  }

  /** The name on the command line. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The aim, in words. */
  public String title() {
    return title;
  }

  /** The task. */
  public Task task() {
    return new Task(id(), this::environment, limit, solved);
  }

  /** The number of training episodes after which most methods have solved the task. */
  public int episodes() {
    return episodes;
  }

  /** The settings with which a method is known to work here. */
  public Options options(Method method) {
    Options options = options();
    if (method.baseline() == Method.Baseline.OTHER_EPISODES && options.episodes() == 1) {
      return options.withEpisodes(4);
    }
    // A guess of a critic has no derivative in the actions.
    return method.needsSlopes() ? options.with(Credit.of(options.credit().gamma())) : options;
  }

  /** The methods that are compared unless others are named. */
  public List<String> methods() {
    return List.of("a2c", "episode_rloo", "relax", "arsm");
  }
}
