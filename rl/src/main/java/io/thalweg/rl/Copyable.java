package io.thalweg.rl;

/**
 * An environment that can be copied in the middle of an episode, so that other actions can be tried
 * from there.
 */
public interface Copyable extends Environment {

  /**
   * Returns an environment in the same state that shares nothing with this one but the generator of
   * its episode.
   */
  Copyable copy();
}
