/** Baselines: values near f that are known before the draw that they multiply. */
package io.thalweg.baseline;
