package io.thalweg.workbench.output;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Small grey images side by side, as PNG in a data URI. */
public final class Pictures {

  private Pictures() {}

  /**
   * Makes a grid of square images with one pixel between them.
   *
   * @param intensities [images x side x side]; 0 is paper and 1 is ink
   */
  public static String grid(double[] intensities, int side, int columns) {
    int images = intensities.length / (side * side);
    int rows = (images + columns - 1) / columns;
    BufferedImage picture =
        new BufferedImage(
            columns * (side + 1) - 1, rows * (side + 1) - 1, BufferedImage.TYPE_BYTE_GRAY);
    for (int x = 0; x < picture.getWidth(); x++) {
      for (int y = 0; y < picture.getHeight(); y++) {
        picture.getRaster().setSample(x, y, 0, 255);
      }
    }
    for (int i = 0; i < intensities.length; i++) {
      int image = i / (side * side);
      int pixel = i % (side * side);
      int x = image % columns * (side + 1) + pixel % side;
      int y = image / columns * (side + 1) + pixel / side;
      picture.getRaster().setSample(x, y, 0, (int) Math.round(255 * (1 - intensities[i])));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // In memory: a cache on disk asks for a shutdown hook, and there is none to be had after
    // Ctrl-C.
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(picture, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
