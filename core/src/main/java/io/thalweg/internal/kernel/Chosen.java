package io.thalweg.internal.kernel;

import java.util.Optional;

/** Chooses the kernels of this machine, once. */
final class Chosen {

  private static final boolean SIMD =
      simd(System.getProperty("thalweg.kernels", "fastest").equals("scalar"));

  static final Kernels KERNELS = SIMD ? simd(Kernels.class, "SimdKernels") : new ScalarKernels();
  static final DenseKernels DENSE_KERNELS =
      SIMD ? simd(DenseKernels.class, "SimdDenseKernels") : new ScalarDenseKernels();

  private Chosen() {}

  private static boolean simd(boolean unwanted) {
    Optional<Module> vectors = ModuleLayer.boot().findModule("jdk.incubator.vector");
    if (vectors.isEmpty()) {
      System.getLogger("io.thalweg")
          .log(
              System.Logger.Level.INFO,
              "scalar kernels; java --add-modules jdk.incubator.vector makes them several times"
                  + " as fast");
      return false;
    }
    // Where this is a named module, it can only say so now that the other one is known to be there.
    Chosen.class.getModule().addReads(vectors.get());
    return !unwanted;
  }

  private static <T> T simd(Class<T> kind, String name) {
    try {
      return Class.forName("io.thalweg.internal.kernel." + name)
          .asSubclass(kind)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("the kernels of several lanes do not start", e);
    }
  }
}
