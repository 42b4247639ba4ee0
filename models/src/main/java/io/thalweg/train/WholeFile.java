package io.thalweg.train;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that at any time are there as a whole, whenever the process ends. */
final class WholeFile {

  private WholeFile() {}

  /**
   * Writes a file beside the one that it replaces; it then takes its name.
   *
   * @throws IOException if the file cannot be written; one that was there before is then kept
   */
  static void replace(Path file, byte[] content) throws IOException {
    Path whole = sibling(file, ".part");
    try {
      Files.write(whole, content);
      // The content must be on the disk before the name is: a power cut may come between them.
      try (FileChannel channel = FileChannel.open(whole, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      // On a full disk half of a file would take the room that others need.
      Files.deleteIfExists(whole);
      throw e;
    }
  }

  /** The file whose name is that of another with an ending. */
  static Path sibling(Path file, String ending) {
    return file.resolveSibling(file.getFileName() + ending);
  }
}
