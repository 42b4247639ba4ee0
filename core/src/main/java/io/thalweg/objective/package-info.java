/** Objectives that say more of themselves than their values, such as where they jump. */
@NullMarked
package io.thalweg.objective;

import org.jspecify.annotations.NullMarked;
