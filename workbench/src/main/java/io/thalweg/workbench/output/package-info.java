/** The output of commands: tables, JSON, progress, reports and their folder. */
@NullMarked
package io.thalweg.workbench.output;

import org.jspecify.annotations.NullMarked;
