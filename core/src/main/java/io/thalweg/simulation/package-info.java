/** Simulators that draw their random inputs as they run, and gradients of their expected costs. */
@NullMarked
package io.thalweg.simulation;

import org.jspecify.annotations.NullMarked;
