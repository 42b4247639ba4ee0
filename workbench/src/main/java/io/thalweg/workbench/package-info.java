/**
 * The command line of Thalweg: {@link io.thalweg.workbench.Thalweg} parses it and starts a command.
 *
 * <p>One package for each command. No command uses another; what two of them need stands in {@code
 * output} or {@code problem}.
 */
package io.thalweg.workbench;
