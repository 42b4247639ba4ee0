/** Relaxations: derivatives at continuous points between the outcomes of a discrete law. */
package io.thalweg.estimator.relaxation;
