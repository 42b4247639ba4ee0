package io.thalweg.workbench.train;

import io.thalweg.rl.Environment;
import io.thalweg.rl.Space;
import io.thalweg.rl.Step;
import io.thalweg.rl.environment.CartPole;
import io.thalweg.rl.training.Method;
import io.thalweg.rl.training.Task;
import io.thalweg.rl.training.Tasks;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * A task of which the first environment breaks; the others are whole.
 *
 * @param after the number of episodes after which it does
 */
record FailingTask(int after) {

  PolicyJob job(String id, int episodes, int seeds) {
    AtomicInteger made = new AtomicInteger();
    Task task =
        new Task(
            "cartpole",
            () -> made.getAndIncrement() == 0 ? new Broken(after) : new CartPole(),
            20,
            195);
    Method method = Method.find(id).orElseThrow();
    Setup setup = new Setup(method, Tasks.CARTPOLE.options(method));
    return new PolicyJob(task, "fail", List.of(setup), episodes, seeds, 1, 2);
  }

  private static final class Broken implements Environment {

    private final CartPole whole = new CartPole();
    private int left;

    Broken(int episodes) {
      this.left = episodes;
    }

    @Override
    public Space space() {
      return whole.space();
    }

    @Override
    public double[] reset(RandomGenerator random) {
      if (left-- == 0) {
        throw new IllegalStateException("it has broken");
      }
      return whole.reset(random);
    }

    @Override
    public Step step(double[] action) {
      return whole.step(action);
    }
  }
}
