package io.thalweg.workbench.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TarTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 511, 512, 513, 2_000})
  void filesOfEverySizeAreFoundAmongOthers(int size) throws IOException {
    byte[] content = content(size);
    byte[] archive =
        new Archives()
            .file("package/package.json", content(700))
            .entry("package/data", "", '5', new byte[0])
            .file("package/data/a", content)
            .entry("b", "package/data", '0', content(3))
            .tar();
    Map<String, byte[]> files = read(archive, "package/data/a", "package/data/b", "package/data/c");
    assertEquals(Set.of("package/data/a", "package/data/b"), files.keySet());
    assertArrayEquals(content, files.get("package/data/a"));
    assertArrayEquals(content(3), files.get("package/data/b"));
  }

  @Test
  void linksAndExtendedHeadersAreNoFiles() throws IOException {
    byte[] archive =
        new Archives()
            .entry("a", "", 'x', content(30))
            .entry("a", "", '2', new byte[0])
            .file("a", content(4))
            .tar();
    assertArrayEquals(content(4), read(archive, "a").get("a"));
  }

  @Test
  void anArchiveThatEndsWithinAFileIsRefused() {
    byte[] archive = new Archives().file("a", content(600)).tar();
    for (int length : new int[] {512, 700, 1_111}) {
      EOFException e =
          assertThrows(EOFException.class, () -> read(Arrays.copyOf(archive, length), "a"));
      assertEquals("the tar archive ends within a", e.getMessage());
    }
  }

  @Test
  void whatIsNoArchiveIsRefused() {
    byte[] text = new byte[600];
    Arrays.fill(text, (byte) 'z');
    IOException e = assertThrows(IOException.class, () -> read(text, "a"));
    assertEquals(
        "the tar archive states no size of %s/%s".formatted("z".repeat(155), "z".repeat(100)),
        e.getMessage());
  }

  private static Map<String, byte[]> read(byte[] archive, String... names) throws IOException {
    return Tar.read(new ByteArrayInputStream(archive), Set.of(names));
  }

  private static byte[] content(int size) {
    byte[] content = new byte[size];
    for (int i = 0; i < size; i++) {
      content[i] = (byte) (i + size);
    }
    return content;
  }
}
