/**
 * The pictures of the probability flow, as data: boxes, flow lines, slices, and the variance over a
 * plane of estimators.
 */
package io.thalweg.workbench.flow;
