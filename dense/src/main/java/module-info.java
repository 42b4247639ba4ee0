/** Dense networks, fused in Java around the matrix products of OpenBLAS. */
module io.thalweg.dense {
  requires transitive io.thalweg;
  requires org.bytedeco.javacpp;
  requires org.bytedeco.openblas;
  requires static org.jspecify;

  exports io.thalweg.dense;
}
