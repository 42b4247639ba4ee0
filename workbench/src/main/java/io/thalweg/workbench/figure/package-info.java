/**
 * The command {@code figure}: pictures that papers and lectures draw, from measurements of ours.
 */
@NullMarked
package io.thalweg.workbench.figure;

import org.jspecify.annotations.NullMarked;
