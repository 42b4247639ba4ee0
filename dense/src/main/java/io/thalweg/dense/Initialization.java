package io.thalweg.dense;

/** Ways to draw the weights and biases that a layer starts with. */
public enum Initialization {

  /**
   * Weights uniform within sqrt(6 / (inputs + outputs)), biases 0.
   *
   * <p>Source: Glorot &amp; Bengio (2010), AISTATS.
   */
  GLOROT {
    @Override
    double weights(int inputs, int outputs) {
      return Math.sqrt(6.0 / (inputs + outputs));
    }

    @Override
    double biases(int inputs) {
      return 0;
    }
  },

  /**
   * Weights and biases uniform within 1 / sqrt(inputs), with which the linear layers of PyTorch
   * start.
   *
   * <p>Source: LeCun, Bottou, Orr &amp; M&uuml;ller (1998), Efficient BackProp.
   */
  FAN_IN {
    @Override
    double weights(int inputs, int outputs) {
      return 1 / Math.sqrt(inputs);
    }

    @Override
    double biases(int inputs) {
      return 1 / Math.sqrt(inputs);
    }
  };

  /** The greatest absolute value of a weight. */
  abstract double weights(int inputs, int outputs);

  /** The greatest absolute value of a bias. */
  abstract double biases(int inputs);
}
