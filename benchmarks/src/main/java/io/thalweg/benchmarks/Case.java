package io.thalweg.benchmarks;

import java.util.Map;

/**
 * One of our benchmarks at some parameters.
 *
 * @param benchmark its class
 * @param method of that class
 * @param parameters by their names; those that are not named are as the class has them
 */
public record Case(Class<?> benchmark, String method, Map<String, String> parameters) {}
