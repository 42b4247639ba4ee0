package io.thalweg.workbench.problem;

import io.thalweg.data.DataException;
import io.thalweg.data.DataSet;
import io.thalweg.data.Digits;
import io.thalweg.data.ImageSet;
import io.thalweg.data.Images;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The autoencoders of images that can be trained. */
public enum ImageModel implements Model {
  DIGITS("VAE of 200 Bernoulli latents on 1,797 embedded 8 x 8 handwritten digits"),
  MNIST("the same on MNIST; --data names the folder of its IDX files"),
  FASHION("the same on Fashion-MNIST; --data names the folder of its IDX files");

  private final String title;

  ImageModel(String title) {
    this.title = title;
  }

  @Override
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String title() {
    return title;
  }

  /** Whether its images are part of the library. */
  public boolean embedded() {
    return this == DIGITS;
  }

  /**
   * Reads the images of the model.
   *
   * @param folder the folder of the data files; not used for embedded ones
   * @throws DataException if they are missing or not those of the data set
   */
  public Images images(Optional<Path> folder) {
    return Images.of(set(folder));
  }

  private ImageSet set(Optional<Path> folder) {
    return switch (this) {
      case DIGITS -> Digits.load();
      case MNIST -> DataSet.MNIST.load(folder.orElseThrow());
      case FASHION -> DataSet.FASHION.load(folder.orElseThrow());
    };
  }
}
