/**
 * Problems of users' Java files, the command {@code new} that writes one, and the estimators and
 * models from which commands choose.
 */
package io.thalweg.workbench.problem;
