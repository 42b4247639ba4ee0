/** Policies: laws of actions that depend on what is observed. */
@NullMarked
package io.thalweg.rl.policy;

import org.jspecify.annotations.NullMarked;
