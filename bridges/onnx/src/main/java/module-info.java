/** Models of ONNX Runtime as black boxes. */
module io.thalweg.onnx {
  requires transitive io.thalweg;
  requires transitive com.microsoft.onnxruntime;
  requires static org.jspecify;

  exports io.thalweg.onnx;
}
