/** Models of ONNX Runtime as black boxes. */
@NullMarked
package io.thalweg.onnx;

import org.jspecify.annotations.NullMarked;
