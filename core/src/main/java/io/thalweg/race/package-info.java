/** Estimators side by side on one problem, and which of them is the best. */
package io.thalweg.race;
