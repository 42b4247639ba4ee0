package io.thalweg.workbench.data;

import io.thalweg.data.DataException;
import io.thalweg.workbench.output.Progress;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;

/** Fetches a file of the web, with a limit on how long nothing may come. */
final class Download {

  private static final int CHUNK = 1 << 16;
  private static final int KILO = 1_000;

  private final Duration patience;

  /** Waits so long for a connection, an answer and each of its next bytes. */
  Download(Duration patience) {
    this.patience = patience;
  }

  /**
   * Fetches a file.
   *
   * @param size that it should have; one byte more is read of a longer one, and no more
   * @throws DataException if there is no such file or host, nothing comes for too long, or the
   *     answer ends early
   */
  byte[] fetch(URI address, int size) {
    try {
      HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
      connection.setConnectTimeout((int) patience.toMillis());
      connection.setReadTimeout((int) patience.toMillis());
      try {
        int status = connection.getResponseCode();
        if (status != HttpURLConnection.HTTP_OK) {
          throw new DataException(
              "%s was answered with status %d; is this an npm registry?"
                  .formatted(address, status));
        }
        return read(connection, address, size);
      } finally {
        connection.disconnect();
      }
    } catch (SocketTimeoutException e) {
      throw new DataException(
          "%s did not answer within %d s".formatted(address, patience.toSeconds()), e);
    } catch (UnknownHostException e) {
      throw new DataException(
          "%s cannot be fetched: there is no host %s".formatted(address, address.getHost()), e);
    } catch (IOException e) {
      throw new DataException("%s cannot be fetched: %s".formatted(address, e.getMessage()), e);
    }
  }

  private byte[] read(HttpURLConnection connection, URI address, int size) {
    long announced = connection.getContentLengthLong();
    long expected = announced < 0 ? size : announced;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(size + CHUNK);
    try (InputStream in = connection.getInputStream();
        Progress progress = Progress.start("fetch", (size + KILO - 1) / KILO, "kB")) {
      byte[] chunk = new byte[CHUNK];
      int read;
      while (bytes.size() <= size
          && (read = in.read(chunk, 0, Math.min(CHUNK, size + 1 - bytes.size()))) > 0) {
        int before = bytes.size();
        bytes.write(chunk, 0, read);
        progress.advance(bytes.size() / KILO - before / KILO, address.getHost());
      }
    } catch (SocketTimeoutException e) {
      throw new DataException(
          "%s sent nothing for %d s after %d of %d bytes"
              .formatted(address, patience.toSeconds(), bytes.size(), expected),
          e);
    } catch (IOException e) {
      throw truncated(address, bytes.size(), expected, e);
    }
    if (bytes.size() < Math.min(expected, size)) {
      throw truncated(address, bytes.size(), expected, new EOFException());
    }
    return bytes.toByteArray();
  }

  private static DataException truncated(URI address, int bytes, long expected, IOException cause) {
    return new DataException(
        "%s broke off after %d of %d bytes; try again".formatted(address, bytes, expected), cause);
  }
}
