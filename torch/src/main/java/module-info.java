/** Networks, objectives and surrogates on libtorch. */
module io.thalweg.torch {
  requires transitive io.thalweg;
  requires transitive org.bytedeco.pytorch;
  requires org.bytedeco.javacpp;
  requires org.bytedeco.openblas;
  requires static org.jspecify;

  exports io.thalweg.torch;
}
