package io.thalweg.workbench.output;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The versions that the build recorded. */
public final class Version implements IVersionProvider {

  private static final Properties PROPERTIES = new Properties();

  static {
    try (InputStream file = Version.class.getResourceAsStream("version.properties")) {
      PROPERTIES.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static String thalweg() {
    return PROPERTIES.getProperty("version");
  }

  static String plotly() {
    return PROPERTIES.getProperty("plotly");
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "thalweg " + thalweg(),
      "Java "
          + Runtime.version()
          + ", "
          + System.getProperty("os.name")
          + " "
          + System.getProperty("os.arch")
    };
  }
}
