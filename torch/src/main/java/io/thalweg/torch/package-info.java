/**
 * Networks, objectives and surrogates on libtorch.
 *
 * <p>Native memory belongs to the innermost {@link io.thalweg.torch.Scope}: whatever a training
 * step makes is freed at its end. What must outlive it is made outside.
 */
package io.thalweg.torch;
