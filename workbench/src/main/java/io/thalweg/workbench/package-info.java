/**
 * The command line and the report.
 *
 * <p>One class for each command; {@link io.thalweg.workbench.Output} decides what is printed and
 * written.
 */
package io.thalweg.workbench;
