package io.thalweg.estimator.combinator;

import io.thalweg.Adaptive;
import io.thalweg.Estimate;
import io.thalweg.Estimator;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Lets an estimator learn from the estimates that another one made of its own.
 *
 * @param whole whose estimates remember those of the part
 * @param part that learns
 */
record PartLearner(Estimator<?, ?> whole, Adaptive part) implements Adaptive {

  @Override
  public void learn(Estimate past) {
    part.learn(past.memory(whole, Estimate.class));
  }

  @Override
  public void save(DataOutput out) throws IOException {
    part.save(out);
  }

  @Override
  public void load(DataInput in) throws IOException {
    part.load(in);
  }
}
