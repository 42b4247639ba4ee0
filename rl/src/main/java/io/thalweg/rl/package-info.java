/**
 * Environments, the episodes that are played in them, and the returns for which an action answers.
 *
 * <p>All steps of the episodes are contexts of one law. The action that was taken at a step is the
 * first draw of its context, and f is the return from there on. So any estimator of the registry
 * that fits the law can train a policy.
 */
@NullMarked
package io.thalweg.rl;

import org.jspecify.annotations.NullMarked;
