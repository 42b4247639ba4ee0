/**
 * Tools to write laws and estimators: uniform numbers, checks of arguments, named streams; sets of
 * points, such as Sobol's; the upper tail of a sample. {@link SplitMix} and {@link Workspace} make
 * a loop of estimates fast.
 */
@NullMarked
package io.thalweg.support;

import org.jspecify.annotations.NullMarked;
