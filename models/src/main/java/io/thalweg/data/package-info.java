/** Sets of images: parts, rules for pixels, and the files that they come in. */
@NullMarked
package io.thalweg.data;

import org.jspecify.annotations.NullMarked;
