package io.thalweg.objective;

import io.thalweg.Distribution;
import io.thalweg.Objective;

/**
 * A law at one theta and an objective under it.
 *
 * @param id the name on the command line
 * @param title one line that says what it is
 * @param law q(x; theta)
 * @param objective f
 */
public record Problem(String id, String title, Distribution law, Objective objective) {}
