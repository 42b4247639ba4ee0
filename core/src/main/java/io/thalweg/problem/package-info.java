/** The problems that estimators are compared on, by name. */
package io.thalweg.problem;
