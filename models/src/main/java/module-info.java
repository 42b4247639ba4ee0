/** Models that are trained by any estimator: discrete variational autoencoders. */
module io.thalweg.models {
  requires transitive io.thalweg.torch;

  exports io.thalweg.vae;
}
