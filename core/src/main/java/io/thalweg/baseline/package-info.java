/** Baselines: approximations of f that do not depend on the draw whose score they multiply. */
@NullMarked
package io.thalweg.baseline;

import org.jspecify.annotations.NullMarked;
