/** The command {@code bench}: times Thalweg and its peers on the same workloads. */
@NullMarked
package io.thalweg.workbench.bench;

import org.jspecify.annotations.NullMarked;
