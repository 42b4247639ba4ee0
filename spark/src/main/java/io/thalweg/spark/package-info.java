/** Objectives and estimates over an Apache Spark cluster, with the same bits on any. */
@org.jspecify.annotations.NullMarked
package io.thalweg.spark;
