/** The architecture of a small classifier, learned as a law of categorical choices. */
@NullMarked
package io.thalweg.architecture;

import org.jspecify.annotations.NullMarked;
