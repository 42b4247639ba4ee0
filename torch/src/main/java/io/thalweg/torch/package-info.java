/**
 * Networks, objectives and surrogates on libtorch.
 *
 * <p>Native memory belongs to the innermost {@link io.thalweg.torch.Scope}: a scope around a
 * training step frees everything that the step allocates. Allocate outside of it what must live
 * longer.
 */
@NullMarked
package io.thalweg.torch;

import org.jspecify.annotations.NullMarked;
