package io.thalweg.dense;

import io.thalweg.support.Require;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * OpenBLAS, which multiplies the matrices of dense networks, and the threads that share a batch.
 */
public final class OpenBlas {

  static {
    // By default JavaCPP reads the size of the process at every allocation, 1.5 microseconds each.
    if (System.getProperty("org.bytedeco.javacpp.maxPhysicalBytes") == null) {
      System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
    }
  }

  private static final List<String> IN_PLACE = List.of("SKYLAKEX", "COOPERLAKE", "SAPPHIRERAPIDS");

  private static volatile int threads = Runtime.getRuntime().availableProcessors();

  private OpenBlas() {}

  /**
   * Loads OpenBLAS, unless it is loaded already.
   *
   * <p>Everything in this package calls it. The first start on a machine unpacks the native
   * library.
   *
   * @throws IllegalStateException if there is no OpenBLAS for this platform
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
    return ("OpenBLAS cannot be loaded on %1$s. Its native code is in the jars of org.bytedeco:openblas and"
            + " org.bytedeco:javacpp with the classifier %1$s: Maven adds them by itself, a Gradle"
            + " build has to name them. The cause: %2$s")
        .formatted(platform, cause);
  }

  /**
   * Sets how many threads share the rows of a batch; the default is one for each core.
   *
   * <p>A matrix product itself runs on one thread.
   *
   * @throws IllegalArgumentException if there are fewer than one
   */
  public static void threads(int threads) {
    OpenBlas.threads = Require.atLeast(1, "the number of threads", threads);
  }

  /** Returns how many threads share the rows of a batch. */
  public static int threads() {
    return threads;
  }

  /**
   * Whether OpenBLAS multiplies small matrices where they are, without copies of them; it does so
   * with its kernels for AVX-512.
   *
   * <p>A build for several processors has a table of kernels for each, and a pointer to the table
   * that it chose. A build without these tables is not known.
   */
  static boolean multipliesSmallInPlace() {
    load();
    Pointer chosen = Loader.addressof("gotoblas");
    return chosen != null && IN_PLACE.stream().anyMatch(kernels -> isAt(kernels, chosen));
  }

  private static boolean isAt(String kernels, Pointer pointer) {
    Pointer table = Loader.addressof("gotoblas_" + kernels);
    return table != null && new PointerPointer<>(pointer).get(0).equals(table);
  }

  private static final class Loaded {
    static {
      Loader.load(openblas_nolapack.class);
    }

    static void once() {}
  }
}
