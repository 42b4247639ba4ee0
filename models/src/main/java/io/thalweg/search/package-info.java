/** Searches for the law under which a black box of bits or categories is least, side by side. */
@NullMarked
package io.thalweg.search;

import org.jspecify.annotations.NullMarked;
