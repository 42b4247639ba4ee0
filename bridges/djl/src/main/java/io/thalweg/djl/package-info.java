/** Blocks of the Deep Java Library (DJL) as objectives with gradients. */
@NullMarked
package io.thalweg.djl;

import org.jspecify.annotations.NullMarked;
