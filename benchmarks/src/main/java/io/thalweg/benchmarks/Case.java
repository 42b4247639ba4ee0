package io.thalweg.benchmarks;

import java.util.Map;

/**
 * One of our benchmarks with parameters.
 *
 * @param benchmark its class
 * @param method of that class
 * @param parameters values by name; the others have the defaults of the class
 * @param vectors whether it runs vector kernels, so that these must be compiled before it is timed
 */
public record Case(
    Class<?> benchmark, String method, Map<String, String> parameters, boolean vectors) {

  /** Makes a case that runs vector kernels. */
  public Case(Class<?> benchmark, String method, Map<String, String> parameters) {
    this(benchmark, method, parameters, true);
  }
}
