/** First-order optimisers for the parameters of laws and surrogates. */
package io.thalweg.optimizer;
