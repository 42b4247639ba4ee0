/** The command {@code bench}: times Thalweg and its peers on the same works. */
package io.thalweg.workbench.bench;
