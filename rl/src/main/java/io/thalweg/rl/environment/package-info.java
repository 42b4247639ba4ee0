/** The classic tasks of control, a class each. */
@NullMarked
package io.thalweg.rl.environment;

import org.jspecify.annotations.NullMarked;
