/**
 * Numbered programs, one lesson each.
 *
 * <p>After a build, each starts from the folder of the project with
 *
 * <pre>
 *   java -cp "examples/target/classes:$(cat examples/target/classpath.txt)" \
 *     io.thalweg.examples.Example1FirstGradient
 * </pre>
 */
@NullMarked
package io.thalweg.examples;

import org.jspecify.annotations.NullMarked;
