/** Environments around environments: other scales of observations and actions. */
@NullMarked
package io.thalweg.rl.wrapper;

import org.jspecify.annotations.NullMarked;
