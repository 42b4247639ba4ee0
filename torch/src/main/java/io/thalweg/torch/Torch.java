package io.thalweg.torch;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.presets.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;

/** The state of libtorch that is shared by the whole process. */
public final class Torch {

  static {
    // By default JavaCPP reads the size of the process at every allocation, 1.5 microseconds each.
    if (System.getProperty("org.bytedeco.javacpp.maxPhysicalBytes") == null) {
      System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
    }
  }

  private static volatile int threads = Runtime.getRuntime().availableProcessors();

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
    load("libtorch", Loaded::once);
  }

  /**
   * Loads OpenBLAS, unless it is loaded already: all of libtorch that dense networks need.
   *
   * @throws IllegalStateException if there is no OpenBLAS for this platform
   */
  public static void loadOpenBlas() {
    load("OpenBLAS", LoadedBlas::once);
  }

  private static void load(String library, Runnable first) {
    try {
      first.run();
    } catch (UnsatisfiedLinkError | NoClassDefFoundError | ExceptionInInitializerError e) {
      throw new IllegalStateException(
          "%s cannot be loaded on %s %s: %s"
              .formatted(library, System.getProperty("os.name"), System.getProperty("os.arch"), e),
          e);
    }
  }

  /**
   * Sets how many threads the matrix products of libtorch and the networks of {@link
   * io.thalweg.torch.dense} use.
   *
   * <p>Unless this is called, products use one and those networks one for each core; in a process
   * that uses such a network, products go back to one. libtorch's own pool stays at one thread: two
   * pools on the same cores wait for each other.
   *
   * @throws IllegalArgumentException if there are fewer than one
   */
  public static void threads(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException(
          "the number of threads is %d; it must be at least 1".formatted(threads));
    }
    load();
    openblas_nolapack.blas_set_num_threads(threads);
    Torch.threads = threads;
  }

  /** How many threads dense networks use. */
  public static int threads() {
    return threads;
  }

  /** Seeds libtorch's own generator, which nothing of this library draws from. */
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

  private static final class LoadedBlas {
    static {
      Loader.load(org.bytedeco.openblas.global.openblas_nolapack.class);
    }

    static void once() {}
  }
}
