package io.thalweg.internal.kernel;

import java.util.Optional;

/** Chooses the kernels for this machine, once. */
final class Chosen {

  private static final boolean SIMD =
      wanted(System.getProperty("thalweg.kernels", "fastest")) && readable();

  static final Kernels KERNELS = SIMD ? simd(Kernels.class, "SimdKernels") : new ScalarKernels();
  static final DenseKernels DENSE_KERNELS =
      SIMD ? simd(DenseKernels.class, "SimdDenseKernels") : new ScalarDenseKernels();

  private Chosen() {}

  /** Whether SIMD kernels are allowed. */
  private static boolean wanted(String kernels) {
    if (kernels.equals("scalar")) {
      return false;
    }
    if (!kernels.equals("fastest")) {
      log(
          System.Logger.Level.WARNING,
          "thalweg.kernels is '%s'; it must be scalar or fastest and counts as fastest"
              .formatted(kernels));
    }
    return true;
  }

  /** Whether the vector module is present; if not, says how to add it. */
  private static boolean readable() {
    Optional<Module> vectors = ModuleLayer.boot().findModule("jdk.incubator.vector");
    if (vectors.isEmpty()) {
      log(
          System.Logger.Level.DEBUG,
          "scalar kernels; java --add-modules jdk.incubator.vector makes them two to three times as"
              + " fast");
      return false;
    }
    // Where this is a named module, it can only say so now that the other one is known to be there.
    Chosen.class.getModule().addReads(vectors.get());
    return true;
  }

  private static void log(System.Logger.Level level, String sentence) {
    System.getLogger("io.thalweg").log(level, sentence);
  }

  private static <T> T simd(Class<T> kind, String name) {
    try {
      return Class.forName("io.thalweg.internal.kernel." + name)
          .asSubclass(kind)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("the SIMD kernels could not be created", e);
    }
  }
}
