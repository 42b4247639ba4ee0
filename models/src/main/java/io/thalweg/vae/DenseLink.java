package io.thalweg.vae;

import io.thalweg.Distribution;
import io.thalweg.dense.Forward;
import io.thalweg.dense.Layers;
import io.thalweg.program.Given;
import io.thalweg.program.Link;

/**
 * Dense layers that give the parameters of the law of latents, or of bits.
 *
 * @param layers with as many outputs as the law wants
 */
record DenseLink(Layers layers, Latents latents) {

  /** Returns the law at inputs that are not random, a context for each row. */
  Given<Distribution> at(double[] inputs, int rows) {
    Forward outputs = layers.forward(inputs, rows);
    return Given.of(
        latents.law(outputs.outputs(), rows),
        gradient -> outputs.pullback(latents.toOutputs(gradient)));
  }

  /** Returns the link of a node whose only parent is the layer before. */
  Link<Distribution> ofParent() {
    return parents -> at(parents[0].points(), parents[0].count());
  }

  /** Returns the link of a root, which sees inputs that are not random. */
  Link<Distribution> ofInputs(double[] inputs, int rows) {
    return parents -> at(inputs, rows);
  }
}
