package io.thalweg.workbench.flow;

/**
 * The choice of the multiple beta of the score that is subtracted from the probability flow
 * gradient.
 */
public enum BaselineChoice {
  /** None: beta = 0. */
  NONE {
    @Override
    double beta(Gram gram, double weight) {
      return 0;
    }
  },

  /** f - c in place of f, where c is the best constant for the likelihood ratio at the same q. */
  CONSTANT {
    @Override
    double beta(Gram gram, double weight) {
      return (1 - weight) * gram.bestMultiple(0);
    }
  },

  /** The best multiple at every point of the plane; reparameterisation gains from it, too. */
  SCORE {
    @Override
    double beta(Gram gram, double weight) {
      return gram.bestMultiple(weight);
    }
  };

  abstract double beta(Gram gram, double weight);
}
