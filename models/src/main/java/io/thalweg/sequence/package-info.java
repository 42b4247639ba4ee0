/** Generators of sequences of tokens, trained by likelihood and against a discriminator. */
@NullMarked
package io.thalweg.sequence;

import org.jspecify.annotations.NullMarked;
