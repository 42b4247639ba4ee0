/** How an expectation moves with the parameters of a simulator, and which parameters are best. */
@NullMarked
package io.thalweg.tune;

import org.jspecify.annotations.NullMarked;
