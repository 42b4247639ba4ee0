package io.thalweg.spark;

import io.thalweg.support.Require;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** A check of what is sent to executors: Spark itself says less clearly what cannot be. */
final class Portable {

  private Portable() {}

  /**
   * Returns an object that can be serialised.
   *
   * @param what its name in the message
   * @throws IllegalArgumentException if it cannot; it names the class that is not serialisable
   */
  static <T> T require(String what, T object) {
    Require.given(what, object);
    try (ObjectOutputStream out = new ObjectOutputStream(OutputStream.nullOutputStream())) {
      out.writeObject(object);
      return object;
    } catch (NotSerializableException e) {
      // More lines follow where Java is told to trace the fields.
      String type = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new IllegalArgumentException(
          "%s cannot be sent to executors: it holds an object of %s, which is not Serializable"
              .formatted(what, type),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be sent to executors".formatted(what), e);
    }
  }
}
