package io.thalweg.vae;

import io.thalweg.Distribution;
import io.thalweg.Estimator;
import io.thalweg.Objective;
import io.thalweg.program.Program;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A model of images as a program, with a node for each layer of latents and costs that are f. */
interface ProgramModel {

  Plan plan();

  /** The number of inputs of the first network. */
  int inputs();

  /** Returns the images as the first network reads them. */
  double[] encoded(double[] images);

  /**
   * Makes the program of a batch.
   *
   * @param estimators one for each layer
   */
  Program program(
      double[] images, int count, List<? extends Estimator<Distribution, Objective>> estimators);

  ModelParameters parameters();

  /** Returns what moves all parameters by the rules of the plan. */
  default ModelParameters.Descents descents() {
    return parameters().new Descents(plan());
  }

  double[] reconstruct(double[] images, int count, RandomGenerator random);

  Optional<double[]> imagine(int count, RandomGenerator random);

  void save(DataOutput out) throws IOException;

  /** Takes the weights of a saved model of the same plan. */
  void restore(DataInput in) throws IOException;
}
