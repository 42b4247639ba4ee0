/** The problems that estimators are compared on, by name. */
@NullMarked
package io.thalweg.problem;

import org.jspecify.annotations.NullMarked;
