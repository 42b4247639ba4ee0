/** The command {@code data}: fetches data sets that are no part of the library. */
@NullMarked
package io.thalweg.workbench.data;

import org.jspecify.annotations.NullMarked;
