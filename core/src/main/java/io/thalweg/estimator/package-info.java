/** The registry of all estimators, from which tests, workbench and documentation are made. */
@NullMarked
package io.thalweg.estimator;

import org.jspecify.annotations.NullMarked;
