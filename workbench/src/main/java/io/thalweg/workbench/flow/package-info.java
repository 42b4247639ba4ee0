/**
 * The command {@code flow}: draws the probability flow and the variance over the plane of
 * estimators.
 */
@NullMarked
package io.thalweg.workbench.flow;

import org.jspecify.annotations.NullMarked;
