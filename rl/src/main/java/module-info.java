/** Policies that are trained by any estimator, and the environments in which they act. */
module io.thalweg.rl {
  requires transitive io.thalweg;
  requires jbox2d.library;
  requires static org.jspecify;

  exports io.thalweg.rl;
  exports io.thalweg.rl.environment;
}
