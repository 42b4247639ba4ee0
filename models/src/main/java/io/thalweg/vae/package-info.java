/** Variational autoencoders with Bernoulli latents, their data and their training. */
@NullMarked
package io.thalweg.vae;

import org.jspecify.annotations.NullMarked;
