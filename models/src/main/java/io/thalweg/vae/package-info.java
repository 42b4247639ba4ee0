/** Variational autoencoders with Bernoulli latents, their data and their training. */
package io.thalweg.vae;
