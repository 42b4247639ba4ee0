/** The speed of a few works, by JMH, and the scripts that do the same in Python. */
package io.thalweg.benchmarks;
