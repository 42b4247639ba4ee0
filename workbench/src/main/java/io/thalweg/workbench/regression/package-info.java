/** The command {@code regression}: measures what regression on past evaluations saves. */
@NullMarked
package io.thalweg.workbench.regression;

import org.jspecify.annotations.NullMarked;
