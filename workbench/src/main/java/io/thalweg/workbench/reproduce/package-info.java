/** The command that runs published experiments and puts its numbers beside the published ones. */
@NullMarked
package io.thalweg.workbench.reproduce;

import org.jspecify.annotations.NullMarked;
