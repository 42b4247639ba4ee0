/** Gradients of expectations: laws, objectives, estimators and their verification. */
module io.thalweg {
  requires org.apache.commons.numbers.gamma;
  requires org.apache.commons.rng.api;
  requires org.apache.commons.rng.sampling;
  requires org.apache.commons.statistics.distribution;
  requires static org.jspecify;

  exports io.thalweg;
  exports io.thalweg.baseline;
  exports io.thalweg.check;
  exports io.thalweg.distribution;
  exports io.thalweg.estimator;
  exports io.thalweg.estimator.combinator;
  exports io.thalweg.estimator.coupling;
  exports io.thalweg.estimator.flow;
  exports io.thalweg.estimator.pathwise;
  exports io.thalweg.estimator.regression;
  exports io.thalweg.estimator.relaxation;
  exports io.thalweg.estimator.score;
  exports io.thalweg.objective;
  exports io.thalweg.optimizer;
  exports io.thalweg.problem;
  exports io.thalweg.program;
  exports io.thalweg.race;
  exports io.thalweg.simulation;
  exports io.thalweg.support;
  exports io.thalweg.surrogate;
  exports io.thalweg.tune;
  exports io.thalweg.internal.kernel to
      io.thalweg.dense,
      io.thalweg.models;
}
