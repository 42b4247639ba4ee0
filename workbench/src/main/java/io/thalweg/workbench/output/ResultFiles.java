package io.thalweg.workbench.output;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/** The files that commands write; a failure to write one says why in words. */
public final class ResultFiles {

  /** The name of the file of the results. */
  public static final String RESULTS = "results.json";

  private ResultFiles() {}

  /**
   * Writes a file of text, whole or not at all.
   *
   * @throws OutputException if it cannot be written; one that was there before is then kept
   */
  public static void write(Path folder, String name, String text) {
    replace(folder, name, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes a file whole or not at all: beside the one that it replaces, then under its name.
   *
   * @throws OutputException if it cannot be written; one that was there before is then kept
   */
  public static void replace(Path folder, String name, byte[] content) {
    Path part = folder.resolve(name + ".part");
    try {
      Files.write(part, content);
      Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      remove(part);
      throw cannotWrite(folder.resolve(name), e);
    }
  }

  /** Half of a file would take the room that others need. */
  private static void remove(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      // It is told why the file could not be written.
      return;
    }
  }

  /** Makes the exception for a file or folder that cannot be written. */
  public static OutputException cannotWrite(Path path, IOException e) {
    return new OutputException("cannot write to %s: %s".formatted(path, reason(e)), e);
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "a file of that name is in the way";
    }
    if (e instanceof NoSuchFileException) {
      return "no such folder";
    }
    return e instanceof FileSystemException named && named.getReason() != null
        ? named.getReason()
        : Objects.requireNonNullElse(e.getMessage(), e.toString());
  }

  /** Returns a text as a field of a CSV file: in quotes where it contains a comma. */
  public static String csv(String text) {
    return text.contains(",") ? '"' + text + '"' : text;
  }
}
