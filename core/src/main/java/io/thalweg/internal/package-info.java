/** Numerics that the library shares and does not export. */
package io.thalweg.internal;
