package io.thalweg.torch;

import java.nio.file.Path;
import java.util.List;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.InputArchive;
import org.bytedeco.pytorch.OutputArchive;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/**
 * libtorch's Adam over a list of parameters.
 *
 * <p>Source: Kingma &amp; Ba (2015), ICLR, arXiv:1412.6980.
 */
public final class Optimizer {

  private final List<Tensor> parameters;
  private final Adam adam;

  /** For these parameters, to be made outside of any scope. */
  public Optimizer(List<Tensor> parameters, double rate) {
    this.parameters = List.copyOf(parameters);
    this.adam = new Adam(vector(parameters), new AdamOptions(rate));
  }

  /** Forgets the gradients. */
  public void zero() {
    adam.zero_grad();
  }

  /** One step down the gradients. */
  public void step() {
    adam.step();
  }

  /** Writes parameters and moments to a file. */
  public void save(Path file) {
    try (Scope scope = Scope.open()) {
      OutputArchive archive = new OutputArchive();
      adam.save(archive);
      for (int i = 0; i < parameters.size(); i++) {
        archive.write("parameter" + i, parameters.get(i));
      }
      archive.save_to(file.toString());
    }
  }

  /** Reads parameters and moments from a file that {@link #save} wrote. */
  public void load(Path file) {
    try (Scope scope = Scope.withoutGradients()) {
      InputArchive archive = new InputArchive();
      archive.load_from(file.toString());
      adam.load(archive);
      for (int i = 0; i < parameters.size(); i++) {
        Tensor saved = new Tensor();
        archive.read("parameter" + i, saved);
        parameters.get(i).copy_(saved);
      }
    }
  }

  static TensorVector vector(List<Tensor> tensors) {
    return new TensorVector(tensors.toArray(Tensor[]::new));
  }
}
