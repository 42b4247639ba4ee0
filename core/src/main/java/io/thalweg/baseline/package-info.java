/** Baselines: values near f that are known before the draw that they multiply. */
@NullMarked
package io.thalweg.baseline;

import org.jspecify.annotations.NullMarked;
