/**
 * Hard attention: a choice of where to look, or of which pixels to see, before a label is guessed.
 */
@NullMarked
package io.thalweg.attention;

import org.jspecify.annotations.NullMarked;
