/** First-order optimisers for the parameters of laws and surrogates. */
@NullMarked
package io.thalweg.optimizer;

import org.jspecify.annotations.NullMarked;
