/** Benchmarks of some workloads with JMH, and scripts that do the same in Python. */
@NullMarked
package io.thalweg.benchmarks;

import org.jspecify.annotations.NullMarked;
