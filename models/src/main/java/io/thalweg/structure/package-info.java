/** The structure of linear models, learned as a law of directed graphs. */
@NullMarked
package io.thalweg.structure;

import org.jspecify.annotations.NullMarked;
