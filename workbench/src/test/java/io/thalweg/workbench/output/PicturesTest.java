package io.thalweg.workbench.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PicturesTest {

  private static final String PREFIX = "data:image/png;base64,";

  @Test
  void gridHasOnePixelBetweenImagesAndPaperWhereThereIsNone() throws IOException {
    // Three images of 2 x 2 in two columns.
    double[] images = {0, 0.2, 0.4, 0.6, 1, 0.8, 0.6, 0.4, 1, 1, 1, 0};
    int[][] expected = {
      {255, 204, 255, 0, 51},
      {153, 102, 255, 102, 153},
      {255, 255, 255, 255, 255},
      {0, 0, 255, 255, 255},
      {0, 255, 255, 255, 255}
    };
    assertPicture(expected, Pictures.grid(images, 2, 2));
  }

  @Test
  void oneColumnAndOneRowHaveNoBorder() throws IOException {
    assertPicture(new int[][] {{0}, {255}, {255}}, Pictures.grid(new double[] {1, 0}, 1, 1));
    assertPicture(new int[][] {{0, 255, 255}}, Pictures.grid(new double[] {1, 0}, 1, 2));
  }

  private static void assertPicture(int[][] expected, String uri) throws IOException {
    assertTrue(uri.startsWith(PREFIX), uri);
    byte[] png = Base64.getDecoder().decode(uri.substring(PREFIX.length()));
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
    assertEquals(expected.length, picture.getHeight());
    assertEquals(expected[0].length, picture.getWidth());
    for (int y = 0; y < expected.length; y++) {
      for (int x = 0; x < expected[y].length; x++) {
        assertEquals(
            expected[y][x], picture.getRaster().getSample(x, y, 0), "pixel %d, %d".formatted(x, y));
      }
    }
  }
}
