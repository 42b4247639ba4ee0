package io.thalweg.torch;

import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
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
public final class TorchAdam {

  private static final int PART = 1 << 16;

  private final List<Tensor> parameters;
  private final Adam adam;

  /** Makes an optimiser for a list of parameters; must be called outside of any scope. */
  public TorchAdam(List<Tensor> parameters, double rate) {
    this.parameters = List.copyOf(parameters);
    this.adam = new Adam(vector(parameters), new AdamOptions(rate));
  }

  /** Sets the gradients to zero. */
  public void zero() {
    adam.zero_grad();
  }

  /** Makes one step down the gradients. */
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
   * @throws IOException if they are damaged or belong to other parameters; nothing is changed then
   */
  public void load(DataInput in) throws IOException {
    byte[] bytes = bytes(in);
    try (Scope scope = Scope.withoutGradients()) {
      InputArchive archive = new InputArchive();
      archive.load_from(new BytePointer(bytes), bytes.length);
      List<Tensor> saved = saved(archive);
      adam.load(archive);
      for (int i = 0; i < saved.size(); i++) {
        parameters.get(i).copy_(saved.get(i));
      }
    } catch (RuntimeException e) {
      // libtorch adds its stack to the first line.
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new IOException("the saved parameters cannot be read: " + reason, e);
    }
  }

  private static byte[] bytes(DataInput in) throws IOException {
    try {
      int length = in.readInt();
      if (length < 0) {
        throw new IOException("the saved parameters are said to take %d bytes".formatted(length));
      }
      // In parts, so that a damaged length meets the end of the data before that of the memory.
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      byte[] part = new byte[PART];
      for (int left = length; left > 0; left -= PART) {
        int count = Math.min(left, PART);
        in.readFully(part, 0, count);
        bytes.write(part, 0, count);
      }
      return bytes.toByteArray();
    } catch (EOFException e) {
      throw new IOException("the saved parameters end early", e);
    }
  }

  private List<Tensor> saved(InputArchive archive) throws IOException {
    List<Tensor> saved = new ArrayList<>();
    Tensor next = new Tensor();
    while (archive.try_read("parameter" + saved.size(), next)) {
      saved.add(next);
      next = new Tensor();
    }
    if (!shapes(saved).equals(shapes(parameters))) {
      throw new IOException(
          "the saved parameters are of shapes %s, those to be restored of %s"
              .formatted(shapes(saved), shapes(parameters)));
    }
    return saved;
  }

  private static List<String> shapes(List<Tensor> tensors) {
    return tensors.stream().map(tensor -> Arrays.toString(tensor.shape())).toList();
  }

  static TensorVector vector(List<Tensor> tensors) {
    return new TensorVector(tensors.toArray(Tensor[]::new));
  }
}
