package io.thalweg.estimator.regression;

import io.thalweg.Events;
import io.thalweg.MeanField;
import java.io.DataOutput;

/** A surrogate whose mean is that of another one. */
record OtherMean(KnownMean sound, KnownMean other) implements KnownMean {

  @Override
  public double[] values(Events events) {
    return sound.values(events);
  }

  @Override
  public void addMeanGradient(MeanField law, double[] gradient) {
    other.addMeanGradient(law, gradient);
  }

  @Override
  public void save(DataOutput out) {
    throw new AssertionError();
  }
}
