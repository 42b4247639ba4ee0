package io.thalweg.workbench.output;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The right to write into a folder, which one command has at a time.
 *
 * <p>It is a lock on a file in the folder, which the system takes back when the process ends,
 * however it ends.
 */
final class Claim implements AutoCloseable {

  private static final String FILE = ".thalweg.lock";

  private final Path file;
  private final FileChannel channel;

  private Claim(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Claims a folder; empty where its file system has no locks.
   *
   * @throws OutputException if another command has it
   */
  static Optional<Claim> of(Path folder) {
    Path file = folder.resolve(FILE);
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (isFree(channel)) {
        return Optional.of(new Claim(file, channel));
      }
      channel.close();
    } catch (IOException e) {
      return Optional.empty();
    }
    throw new OutputException(
        "another command is writing into %s; wait until it has ended, or name another folder with --out"
            .formatted(folder));
  }

  /** Locks the file, unless this or another process has done so. */
  private static boolean isFree(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  @Override
  public void close() {
    try (channel) {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // An empty file stays; the lock ends with the process at the latest.
    }
  }
}
