/**
 * Environments, the episodes that are played in them, and the returns for which an action answers.
 *
 * <p>Every visited step is a context of one law, of which the action that was taken is a draw; f is
 * the return from there on. So any estimator of the registry that fits the law drives a policy.
 */
@NullMarked
package io.thalweg.rl;

import org.jspecify.annotations.NullMarked;
