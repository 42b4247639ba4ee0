package io.thalweg.torch;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.file.Files;
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

  /** Writes parameters and moments. */
  public void save(DataOutput out) throws IOException {
    Path file = Files.createTempFile("thalweg", ".pt");
    try (Scope scope = Scope.open()) {
      OutputArchive archive = new OutputArchive();
      adam.save(archive);
      for (int i = 0; i < parameters.size(); i++) {
        archive.write("parameter" + i, parameters.get(i));
      }
      archive.save_to(file.toString());
      byte[] bytes = Files.readAllBytes(file);
      out.writeInt(bytes.length);
      out.write(bytes);
    } finally {
      Files.delete(file);
    }
  }

  /**
   * Reads parameters and moments that {@link #save} wrote.
   *
   * @throws IOException if they are not of these parameters
   */
  public void load(DataInput in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    Path file = Files.createTempFile("thalweg", ".pt");
    try (Scope scope = Scope.withoutGradients()) {
      Files.write(file, bytes);
      InputArchive archive = new InputArchive();
      archive.load_from(file.toString());
      for (int i = 0; i < parameters.size(); i++) {
        Tensor saved = new Tensor();
        archive.read("parameter" + i, saved);
        parameters.get(i).copy_(saved);
      }
      adam.load(archive);
    } catch (RuntimeException e) {
      throw new IOException("the saved parameters cannot be read: " + e.getMessage(), e);
    } finally {
      Files.delete(file);
    }
  }

  static TensorVector vector(List<Tensor> tensors) {
    return new TensorVector(tensors.toArray(Tensor[]::new));
  }
}
