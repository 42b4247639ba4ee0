/** The registry of all estimators, from which tests, workbench and documentation are made. */
package io.thalweg.estimator;
