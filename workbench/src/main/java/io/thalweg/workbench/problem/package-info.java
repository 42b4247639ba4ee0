/**
 * Problems of users' Java files, the command {@code new} that begins one, and the estimators and
 * models that commands choose from.
 */
package io.thalweg.workbench.problem;
