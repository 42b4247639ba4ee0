/** The command that compares searches on the problems of SimOpt. */
@NullMarked
package io.thalweg.workbench.simopt;

import org.jspecify.annotations.NullMarked;
