/** Blocks of the Deep Java Library as objectives with gradients. */
module io.thalweg.djl {
  requires transitive io.thalweg;
  requires transitive ai.djl.api;
  requires static org.jspecify;

  exports io.thalweg.djl;
}
