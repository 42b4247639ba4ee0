package io.thalweg.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The format of numbers on machines with any locale. */
class LocaleTest {

  private static final Pattern POINT = Pattern.compile("z is above \\d\\.\\d\\d\\. Sees");
  private static final Pattern COMMA = Pattern.compile("\\d,\\d");

  @TempDir private Path folder;

  @Test
  void numbersHaveADecimalPointUnderAGermanLocale() throws IOException {
    Locale before = Locale.getDefault(Locale.Category.FORMAT);
    Locale.setDefault(Locale.Category.FORMAT, Locale.GERMANY);
    try {
      assertEquals("0,25", "%.2f".formatted(0.25));
      CommandRun run =
          CommandRun.of(
              "compare",
              "toy",
              "--draws",
              "1000",
              "--estimators",
              "reinforce,rloo",
              "--out",
              folder.toString());
      assertEquals(0, run.exit(), run.err());
      assertTrue(POINT.matcher(run.out()).find(), run.out());
      assertFalse(COMMA.matcher(run.out()).find(), run.out());
    } finally {
      Locale.setDefault(Locale.Category.FORMAT, before);
    }
    assertFalse(Files.readString(folder.resolve("compare.csv")).contains("\r"));
  }
}
