/** The command {@code train}: trains one model under several estimators side by side. */
package io.thalweg.workbench.train;
