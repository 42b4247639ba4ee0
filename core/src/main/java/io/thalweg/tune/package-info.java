/** Sensitivities of a simulator to its parameters, and the search for the best parameters. */
@NullMarked
package io.thalweg.tune;

import org.jspecify.annotations.NullMarked;
