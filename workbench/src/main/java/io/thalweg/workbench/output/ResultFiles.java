package io.thalweg.workbench.output;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The files that commands write; a failure to write one says why in words. */
public final class ResultFiles {

  /** The name of the file of the results. */
  public static final String RESULTS = "results.json";

  private ResultFiles() {}

  /**
   * Writes a file of text.
   *
   * @throws OutputException if it cannot be written
   */
  public static void write(Path folder, String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw cannotWrite(folder.resolve(name), e);
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
        : e.toString();
  }

  /** Returns a text as a field of a CSV file: in quotes where it contains a comma. */
  public static String csv(String text) {
    return text.contains(",") ? '"' + text + '"' : text;
  }
}
