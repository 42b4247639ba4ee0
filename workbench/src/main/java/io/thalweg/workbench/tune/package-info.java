/** The command that searches for the best parameters of a simulator. */
@NullMarked
package io.thalweg.workbench.tune;

import org.jspecify.annotations.NullMarked;
