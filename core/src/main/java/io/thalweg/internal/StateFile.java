package io.thalweg.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The state of long work in a file, which is replaced as a whole. Where it cannot be written, such
 * as on a full disk, the work has lost nothing: it goes on, and the file is tried again.
 */
public final class StateFile {

  private final @Nullable Path file;
  private final String work;
  private final String identity;
  private final int share;
  private long saved;
  private long took;
  private @Nullable IOException failure;

  /** A part that writes its state. */
  @FunctionalInterface
  public interface StateWriter {

    /** Writes the state. */
    void write(DataOutput out) throws IOException;
  }

  /**
   * Prepares a file.
   *
   * @param file null where no state is kept
   * @param work in a word, for sentences, such as "search"
   * @param identity what must be the same for the work to go on
   * @param share at most one part in this many of the time is spent on writing
   */
  public StateFile(@Nullable Path file, String work, String identity, int share) {
    this.file = file;
    this.work = work;
    this.identity = digest(identity);
    this.share = share;
  }

  /** Digests a text, which may be too long to stand in the file. */
  private static String digest(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Reads the state, if there is one.
   *
   * @throws IOException if the file is damaged, or of other work
   */
  public Optional<DataInputStream> read() throws IOException {
    if (file == null || !Files.exists(file)) {
      return Optional.empty();
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(checked(file)));
    if (!in.readUTF().equals(identity)) {
      throw new IOException("%s holds another %s; delete it to start over".formatted(file, work));
    }
    return Optional.of(in);
  }

  private byte[] checked(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int length = bytes.length - Long.BYTES;
    if (length < 0
        || new DataInputStream(new ByteArrayInputStream(bytes, length, Long.BYTES)).readLong()
            != checksum(bytes, length)) {
      throw damaged(null);
    }
    return Arrays.copyOf(bytes, length);
  }

  private static long checksum(byte[] bytes, int length) {
    CRC32 sum = new CRC32();
    sum.update(bytes, 0, length);
    return sum.getValue();
  }

  /** Makes the exception for a file that does not hold what it should. */
  public IOException damaged(@Nullable Exception cause) {
    return new IOException("%s is damaged; delete it to start over".formatted(file), cause);
  }

  /** Replaces the file, unless that was done just before; the writer is called only then. */
  public void save(StateWriter state) {
    // At first nothing has been written; the clock may be negative then, and says nothing.
    if (took == 0 || System.nanoTime() - saved >= share * took) {
      saveNow(state);
    }
  }

  /** Replaces the file, however long that takes. */
  public void saveNow(StateWriter state) {
    if (file == null) {
      return;
    }
    long now = System.nanoTime();
    try {
      write(file, state);
      failure = null;
    } catch (IOException e) {
      failure = e;
    }
    saved = System.nanoTime();
    took = saved - now;
  }

  /** Whether the newest state that had to be saved is in the file. */
  public boolean isKept() {
    return file != null && failure == null;
  }

  /** The sentence on a state that could not be saved, if it could not. */
  public Optional<String> warning() {
    return Optional.ofNullable(failure)
        .map(
            e ->
                "%s could not be written, and holds no newer state of the %s: %s"
                    .formatted(file, work, e.getMessage()));
  }

  private void write(Path file, StateWriter state) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeUTF(identity);
    state.write(out);
    out.writeLong(checksum(bytes.toByteArray(), bytes.size()));
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.write(fresh, bytes.toByteArray());
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      // Half of a file would take the room that the results need.
      Files.deleteIfExists(fresh);
      throw e;
    }
  }
}
