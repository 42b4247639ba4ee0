/** The command {@code bench}: times Thalweg and its peers on the same works. */
@NullMarked
package io.thalweg.workbench.bench;

import org.jspecify.annotations.NullMarked;
