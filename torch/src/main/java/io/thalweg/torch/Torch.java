package io.thalweg.torch;

import io.thalweg.support.Require;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.presets.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;

/** The state of libtorch that the whole process shares. */
public final class Torch {

  /** The platforms for which {@code org.bytedeco:pytorch} holds native code. */
  private static final List<String> PLATFORMS =
      List.of("linux-x86_64", "macosx-arm64", "macosx-x86_64", "windows-x86_64");

  static {
    // By default JavaCPP reads the size of the process at every allocation, 1.5 microseconds each.
    if (System.getProperty("org.bytedeco.javacpp.maxPhysicalBytes") == null) {
      System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
    }
  }

  private Torch() {}

  /**
   * Loads libtorch, unless it is loaded already, with one thread.
   *
   * <p>Everything in this package calls it. The first start on a machine unpacks the native
   * libraries and takes some seconds.
   *
   * @throws IllegalStateException if there is no libtorch for this platform
   */
  static void load() {
    try {
      Loaded.once();
    } catch (UnsatisfiedLinkError | NoClassDefFoundError | ExceptionInInitializerError e) {
      throw new IllegalStateException(refusal(Loader.getPlatform(), e), e);
    }
  }

  /** Says what a platform lacks, and which jars have it. */
  private static String refusal(String platform, Throwable cause) {
    String remedy =
        PLATFORMS.contains(platform)
            ? ("Its native code is in the jars of org.bytedeco:pytorch, org.bytedeco:openblas and"
                    + " org.bytedeco:javacpp with the classifier %s: Maven adds them by itself, a"
                    + " Gradle build has to name them.")
                .formatted(platform)
            : ("org.bytedeco:pytorch has it for %s only. Dense networks need no libtorch: see"
                    + " io.thalweg.dense.")
                .formatted(String.join(", ", PLATFORMS));
    return "libtorch cannot be loaded on %s. %s The cause: %s".formatted(platform, remedy, cause);
  }

  /**
   * Sets how many threads the matrix products of libtorch use; the default is one.
   *
   * <p>In a process that also uses dense networks of {@code io.thalweg.dense}, products go back to
   * one thread. libtorch's own pool stays at one: two pools on the same cores wait for each other.
   *
   * @throws IllegalArgumentException if there are fewer than one
   */
  public static void threads(int threads) {
    Require.atLeast(1, "the number of threads", threads);
    load();
    openblas_nolapack.blas_set_num_threads(threads);
  }

  /** Seeds libtorch's own generator, which this library does not use. */
  public static void seed(long seed) {
    load();
    torch.manual_seed(seed);
  }

  private static final class Loaded {
    static {
      torch.set_num_threads(1);
      openblas_nolapack.blas_set_num_threads(1);
    }

    static void once() {}
  }
}
