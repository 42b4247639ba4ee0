/** Environments, as a policy sees them. */
@NullMarked
package io.thalweg.rl;

import org.jspecify.annotations.NullMarked;
