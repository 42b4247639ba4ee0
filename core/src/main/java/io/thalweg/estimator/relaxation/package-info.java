/** Relaxations: derivatives at continuous points between the outcomes of a discrete law. */
@NullMarked
package io.thalweg.estimator.relaxation;

import org.jspecify.annotations.NullMarked;
