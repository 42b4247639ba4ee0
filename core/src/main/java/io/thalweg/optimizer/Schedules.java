package io.thalweg.optimizer;

/** The schedules that {@link Schedule} names. */
final class Schedules {

  private Schedules() {}

  /** One rate for all steps. */
  record Constant(double rate) implements Schedule {
    @Override
    public double rate(int step) {
      return rate;
    }
  }

  /** rate * factor^floor((t - 1) / every). */
  record Steps(double rate, int every, double factor) implements Schedule {
    @Override
    public double rate(int step) {
      int changes = (step - 1) / every;
      return rate * Math.pow(factor, changes);
    }
  }

  /** last + (rate - last) (1 + cos(pi (t - 1) / steps)) / 2. */
  record Cosine(double rate, double last, int steps) implements Schedule {
    @Override
    public double rate(int step) {
      double share = Math.min(1, (step - 1) / (double) steps);
      return last + (rate - last) * (1 + Math.cos(Math.PI * share)) / 2;
    }
  }

  /** rate(t) min(1, t / steps). */
  record WarmUp(Schedule schedule, int steps) implements Schedule {
    @Override
    public double rate(int step) {
      return schedule.rate(step) * Math.min(1, step / (double) steps);
    }
  }
}
