package io.thalweg.benchmarks;

import java.util.Map;

/**
 * One of our benchmarks with parameters.
 *
 * @param benchmark its class
 * @param method of that class
 * @param parameters values by name; the others have the defaults of the class
 */
public record Case(Class<?> benchmark, String method, Map<String, String> parameters) {}
