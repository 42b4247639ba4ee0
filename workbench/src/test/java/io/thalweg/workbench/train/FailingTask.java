package io.thalweg.workbench.train;

import io.thalweg.rl.Environment;
import io.thalweg.rl.Space;
import io.thalweg.rl.Step;
import io.thalweg.rl.environment.CartPole;
import io.thalweg.rl.training.Method;
import io.thalweg.rl.training.Task;
import io.thalweg.rl.training.Tasks;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

/**
 * A task of which one environment breaks: the first that has played so many episodes.
 *
 * @param after the number of those episodes
 */
record FailingTask(int after) {

  /** Trains one run at a time, so that the first run is the one that fails. */
  PolicyJob job(String id, int episodes, int seeds) {
    AtomicBoolean broken = new AtomicBoolean();
    Task task = new Task("cartpole", () -> new Fragile(after, broken), 20, 195);
    Method method = Method.find(id).orElseThrow();
    Setup setup = new Setup(method, Tasks.CARTPOLE.options(method));
    return new PolicyJob(task, "fail", List.of(setup), episodes, seeds, 1, 1);
  }

  private static final class Fragile implements Environment {

    private final CartPole whole = new CartPole();
    private final AtomicBoolean broken;
    private int left;

    Fragile(int episodes, AtomicBoolean broken) {
      this.left = episodes;
      this.broken = broken;
    }

    @Override
    public Space space() {
      return whole.space();
    }

    @Override
    public double[] reset(RandomGenerator random) {
      if (left-- == 0 && broken.compareAndSet(false, true)) {
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
