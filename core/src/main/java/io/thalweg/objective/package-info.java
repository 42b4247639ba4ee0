/** Objectives that know more than their values, such as the surfaces where they jump. */
@NullMarked
package io.thalweg.objective;

import org.jspecify.annotations.NullMarked;
