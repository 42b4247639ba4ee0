package io.thalweg.workbench.model;

import io.thalweg.rl.training.Tasks;

/**
 * A policy that learns a task.
 *
 * @param task one of those of the library
 */
public record ControlTask(Tasks task) implements Model {

  @Override
  public String id() {
    return task.id();
  }

  @Override
  public String title() {
    return "policy to " + task.title();
  }
}
