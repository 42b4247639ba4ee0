/** Objectives that say more of themselves than their values, such as where they jump. */
package io.thalweg.objective;
