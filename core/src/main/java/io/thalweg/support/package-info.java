/**
 * What laws and estimators are written with: the gate to objectives, uniform numbers, checks of
 * arguments; and what makes a loop of estimates fast, {@link SplitMix} and {@link Workspace}.
 */
@NullMarked
package io.thalweg.support;

import org.jspecify.annotations.NullMarked;
