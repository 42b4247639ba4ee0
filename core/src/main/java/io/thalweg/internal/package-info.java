/** Numerics that the library shares and does not export. */
@NullMarked
package io.thalweg.internal;

import org.jspecify.annotations.NullMarked;
