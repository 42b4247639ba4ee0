/** Models that are trained by any estimator: discrete variational autoencoders and their kin. */
module io.thalweg.models {
  requires transitive io.thalweg.dense;
  requires hipparchus.core;
  requires hipparchus.optim;
  requires org.jgrapht.core;
  requires static org.jspecify;

  exports io.thalweg.architecture;
  exports io.thalweg.attention;
  exports io.thalweg.data;
  exports io.thalweg.search;
  exports io.thalweg.sequence;
  exports io.thalweg.simopt;
  exports io.thalweg.sorting;
  exports io.thalweg.structure;
  exports io.thalweg.toy;
  exports io.thalweg.train;
  exports io.thalweg.vae;
}
