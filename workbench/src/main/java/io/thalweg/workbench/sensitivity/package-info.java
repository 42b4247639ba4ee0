/** The command that asks a user's simulator how its outputs move with its parameters. */
@NullMarked
package io.thalweg.workbench.sensitivity;

import org.jspecify.annotations.NullMarked;
