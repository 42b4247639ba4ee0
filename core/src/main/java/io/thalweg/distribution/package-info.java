/**
 * Laws, one file each, in their natural unconstrained parameters, and {@link LearnedProposal},
 * which learns where to draw.
 */
@NullMarked
package io.thalweg.distribution;

import org.jspecify.annotations.NullMarked;
