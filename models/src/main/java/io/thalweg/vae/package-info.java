/**
 * Autoencoders of images with discrete or normal latents, and their training.
 *
 * <p>A {@link io.thalweg.vae.Plan} states every choice. A {@link io.thalweg.vae.Vae} is the model
 * of one layer of latents; {@link io.thalweg.vae.ImageTraining} trains any plan.
 */
@NullMarked
package io.thalweg.vae;

import org.jspecify.annotations.NullMarked;
