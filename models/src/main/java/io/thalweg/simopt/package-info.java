/** Problems of the SimOpt library, and searches side by side on them. */
@NullMarked
package io.thalweg.simopt;

import org.jspecify.annotations.NullMarked;
