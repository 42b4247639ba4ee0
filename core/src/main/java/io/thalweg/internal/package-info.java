/** Numerical functions that the packages share; not exported. */
@NullMarked
package io.thalweg.internal;

import org.jspecify.annotations.NullMarked;
