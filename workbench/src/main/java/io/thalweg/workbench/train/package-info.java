/** The command {@code train}: trains one model with several estimators side by side. */
@NullMarked
package io.thalweg.workbench.train;

import org.jspecify.annotations.NullMarked;
