/**
 * Objectives that know more than their values, such as the surfaces where they jump; and those that
 * are slow, noisy, fail or stand outside of this process, with what can be done about it.
 */
@NullMarked
package io.thalweg.objective;

import org.jspecify.annotations.NullMarked;
