/** The models that can be trained: those of images, policies that learn tasks, and experiments. */
@NullMarked
package io.thalweg.workbench.model;

import org.jspecify.annotations.NullMarked;
