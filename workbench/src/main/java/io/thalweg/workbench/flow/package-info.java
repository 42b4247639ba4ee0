/**
 * The command {@code flow}: draws the probability flow and the variance over the plane of
 * estimators.
 */
package io.thalweg.workbench.flow;
