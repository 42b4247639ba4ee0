/** Sorting by networks whose order is drawn, and by relaxed assignments. */
@NullMarked
package io.thalweg.sorting;

import org.jspecify.annotations.NullMarked;
