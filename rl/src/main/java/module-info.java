/** Policies that are trained by any estimator, and the environments in which they act. */
module io.thalweg.rl {
  requires transitive io.thalweg.models;
  requires jbox2d.library;
  requires static org.jspecify;

  exports io.thalweg.rl;
  exports io.thalweg.rl.environment;
  exports io.thalweg.rl.policy;
  exports io.thalweg.rl.training;
  exports io.thalweg.rl.wrapper;
}
