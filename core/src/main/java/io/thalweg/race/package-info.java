/** Races of estimators on one problem, and their winner. */
@NullMarked
package io.thalweg.race;

import org.jspecify.annotations.NullMarked;
