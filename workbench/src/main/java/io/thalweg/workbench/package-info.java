/**
 * The command line of Thalweg: {@link io.thalweg.workbench.Thalweg} parses it and starts a command.
 *
 * <p>Each command has a package. No command uses another; code that two commands need is in {@code
 * output} or {@code problem}.
 */
@NullMarked
package io.thalweg.workbench;

import org.jspecify.annotations.NullMarked;
