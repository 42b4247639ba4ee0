/** The registry of all estimators; tests, workbench and documentation are made from it. */
@NullMarked
package io.thalweg.estimator;

import org.jspecify.annotations.NullMarked;
