package io.thalweg.program;

import io.thalweg.Evaluation;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * The sum of all costs as a function of the events of all nodes, side by side.
 *
 * @param shapes of the events of each node, in the contexts of the program
 */
record JointObjective(List<Node<?>> nodes, List<Part> parts, List<Shape> shapes)
    implements Objective {

  @Override
  public double value(double[] event) {
    if (shapes.get(0).contexts() > 1) {
      throw new UnsupportedOperationException(
          "an event of a program of several contexts belongs to one of them; evaluate a batch");
    }
    return evaluate(Events.of(event, new Shape(1, event.length, shapes.get(0).categories())))
        .values()[0];
  }

  @Override
  public Evaluation evaluate(Events events) {
    List<Events> each = new ArrayList<>();
    int from = 0;
    for (Shape shape : shapes) {
      each.add(events.columns(from, shape));
      from += shape.size();
    }
    Trace at = Trace.of(nodes, each);
    List<Replayed.Answer> answers = new ArrayList<>();
    Node<?> first = nodes.get(0);
    for (int number = 0; number < parts.size(); number++) {
      Part part = parts.get(number);
      Evaluation answer = Replayed.evaluate(part, first, events, () -> part.evaluate(at));
      answers.add(new Replayed.Answer(number, part, answer, true));
    }
    return new Replayed(first, at, answers);
  }
}
