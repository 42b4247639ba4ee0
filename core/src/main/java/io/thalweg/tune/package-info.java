/**
 * Sensitivities of a simulator to its parameters, the search for the best parameters, and the
 * descent of a black box of bits or categories by a surrogate.
 */
@NullMarked
package io.thalweg.tune;

import org.jspecify.annotations.NullMarked;
