package io.thalweg.rl.training;

import io.thalweg.dense.Activation;
import io.thalweg.rl.Credit;
import io.thalweg.rl.Environment;
import io.thalweg.rl.environment.Acrobot;
import io.thalweg.rl.environment.CartPole;
import io.thalweg.rl.environment.InvertedPendulum;
import io.thalweg.rl.environment.LunarLander;
import io.thalweg.rl.environment.Pendulum;
import io.thalweg.rl.training.Options.Net;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** The tasks of the library, each with settings that are known to work. */
public enum Tasks {
  /** A pole on a cart, for at most 200 steps. */
  CARTPOLE("keep a pole upright on a cart", CartPole::new, 200, 195, 500) {
    @Override
    Options options() {
      Net small = new Net(0.01, Activation.RELU, 10, 10);
      return Options.of(small, small).withEntropy(0.01);
    }
  },
  /** A pendulum of two links, for at most 500 steps. */
  ACROBOT("swing the end of a double pendulum up", Acrobot::new, 500, -100, 800) {
    @Override
    Options options() {
      Net wide = new Net(0.005, Activation.TANH, 64, 64);
      return Options.of(wide, new Net(0.01, Activation.TANH, 64, 64))
          .withCritic(100, 4)
          .withEpisodes(8)
          .withEntropy(0.01);
    }
  },
  /** A craft that lands, for at most 1,000 steps. */
  LUNARLANDER("land softly between two flags", LunarLander::new, 1_000, 200, 1_600) {
    @Override
    Options options() {
      return ACROBOT.options();
    }
  },
  /** A pendulum that is swung up by a torque, for 200 steps. */
  PENDULUM("swing a pendulum up and hold it", Pendulum::new, 200, -300, 2_000) {
    @Override
    Options options() {
      return ACROBOT.options().with(new Credit(0.95, 0.95, false, Credit.Truncation.BOOTSTRAP));
    }
  },
  /** A pole on a cart that is pushed by any force, for at most 1,000 steps. */
  INVERTEDPENDULUM(
      "keep a pole upright with a force of any size", InvertedPendulum::new, 1_000, 950, 1_000) {
    @Override
    Options options() {
      return ACROBOT.options();
    }
  };

  private final String title;
  private final Supplier<? extends Environment> environments;
  private final int limit;
  private final double solved;
  private final int episodes;

  Tasks(
      String title,
      Supplier<? extends Environment> environments,
      int limit,
      double solved,
      int episodes) {
    this.title = title;
    this.environments = environments;
    this.limit = limit;
    this.solved = solved;
    this.episodes = episodes;
  }

  /** The settings that fit most methods. */
  abstract Options options();

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
    return new Task(id(), environments, limit, solved);
  }

  /** The number of training episodes after which most methods have solved the task. */
  public int episodes() {
    return episodes;
  }

  /** The settings with which a method is known to work here. */
  public Options options(Method method) {
    Options options = options();
    boolean needsSeveral = method.baseline() == Method.Baseline.OTHER_EPISODES;
    return needsSeveral && options.episodes() == 1 ? options.withEpisodes(4) : options;
  }

  /** The methods that are compared unless others are named. */
  public List<String> methods() {
    return List.of("a2c", "episode_rloo", "relax", "arsm");
  }
}
