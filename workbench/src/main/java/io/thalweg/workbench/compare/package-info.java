/** The command {@code compare}: races estimators on one problem. */
package io.thalweg.workbench.compare;
