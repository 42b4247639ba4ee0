/** The command {@code train}: trains one model with several estimators side by side. */
package io.thalweg.workbench.train;
