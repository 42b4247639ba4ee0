package io.thalweg.workbench.flow;

/** Which multiple beta of the score is taken off the probability flow gradient. */
public enum Baseline {
  /** None: beta = 0. */
  NONE {
    @Override
    double beta(Gram gram, double weight) {
      return 0;
    }
  },

  /** f - c in place of f, c the constant that is best for the likelihood ratio at the same q. */
  CONSTANT {
    @Override
    double beta(Gram gram, double weight) {
      return (1 - weight) * gram.bestMultiple(0);
    }
  },

  /** The best multiple at every point of the plane; reparameterisation gains from it too. */
  SCORE {
    @Override
    double beta(Gram gram, double weight) {
      return gram.bestMultiple(weight);
    }
  };

  abstract double beta(Gram gram, double weight);
}
