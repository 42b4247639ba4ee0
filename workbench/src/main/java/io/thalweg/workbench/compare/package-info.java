/** The command {@code compare}: races estimators on one problem. */
@NullMarked
package io.thalweg.workbench.compare;

import org.jspecify.annotations.NullMarked;
