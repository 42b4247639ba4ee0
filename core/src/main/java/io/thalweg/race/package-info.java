/** Estimators side by side on one problem, and which of them is the best. */
@NullMarked
package io.thalweg.race;

import org.jspecify.annotations.NullMarked;
