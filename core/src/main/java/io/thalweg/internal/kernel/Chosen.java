package io.thalweg.internal.kernel;

import java.util.Optional;

/** Chooses the kernels of this machine, once. */
final class Chosen {

  static final Kernels KERNELS = choose(System.getProperty("thalweg.kernels", "fastest"));

  private Chosen() {}

  private static Kernels choose(String wish) {
    Optional<Module> vectors = ModuleLayer.boot().findModule("jdk.incubator.vector");
    if (wish.equals("scalar") || vectors.isEmpty()) {
      if (vectors.isEmpty()) {
        System.getLogger("io.thalweg")
            .log(
                System.Logger.Level.INFO,
                "scalar kernels; java --add-modules jdk.incubator.vector makes them several times"
                    + " as fast");
      }
      return new ScalarKernels();
    }
    // Where this is a named module, it can only say so now that the other one is known to be there.
    Chosen.class.getModule().addReads(vectors.get());
    try {
      return Class.forName("io.thalweg.internal.kernel.SimdKernels")
          .asSubclass(Kernels.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("the kernels of several lanes do not start", e);
    }
  }
}
