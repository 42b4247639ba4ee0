/** The command {@code regression}: measures what regression on past evaluations saves. */
package io.thalweg.workbench.regression;
