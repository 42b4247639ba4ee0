/**
 * Problems of users' Java files, the command {@code new} that writes one, and the estimators from
 * which commands choose.
 */
@NullMarked
package io.thalweg.workbench.problem;

import org.jspecify.annotations.NullMarked;
