/**
 * What laws and estimators are written with: the gate to objectives, uniform numbers, and checks of
 * arguments.
 */
package io.thalweg.support;
