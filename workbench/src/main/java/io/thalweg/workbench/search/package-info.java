/** The command {@code search}: compares searches for the least E f of a black box. */
@NullMarked
package io.thalweg.workbench.search;

import org.jspecify.annotations.NullMarked;
