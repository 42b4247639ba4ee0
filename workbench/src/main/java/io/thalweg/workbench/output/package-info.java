/** The output of commands: tables, JSON, progress, reports and their folder. */
package io.thalweg.workbench.output;
