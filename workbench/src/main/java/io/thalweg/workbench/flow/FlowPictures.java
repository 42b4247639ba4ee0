package io.thalweg.workbench.flow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.distribution.Gaussian;
import io.thalweg.workbench.output.Json;
import java.util.SplittableRandom;

/** The pictures of the report as JSON: boxes, flow lines, slices and the plane. */
final class FlowPictures {

  private static final int EDGES = 100_000;

  private FlowPictures() {}

  /** Writes the pictures into the results. */
  static void put(VariancePlane plane, long seed, ObjectNode pictures) {
    Gaussian normal = Gaussian.of(0, 1);
    pictures.set("boxes", Json.MAPPER.valueToTree(boxes()));
    ObjectNode lines = pictures.putObject("lines");
    lines.set("mean", Json.MAPPER.valueToTree(FlowLines.of(normal, 0, -3.4, 3.4, 10)));
    lines.set("deviation", Json.MAPPER.valueToTree(FlowLines.of(normal, 1, -3.4, 3.4, 12)));
    // A stream of its own: the slices stay the same whatever the problem draws.
    SplittableRandom random = new SplittableRandom(~seed);
    pictures.set("slices", Json.MAPPER.valueToTree(Slices.of(0, 1, 9, EDGES, random)));
    pictures.set("plane", Json.MAPPER.valueToTree(plane));
  }

  /** A mean that moves by half a box under a wavy f. */
  private static Boxes boxes() {
    return Boxes.of(
        Gaussian.of(0, 1),
        Gaussian.of(0.3, 1),
        x -> 1.6 + 0.35 * x + 0.8 * Math.sin(1.7 * x),
        -3,
        3,
        10);
  }
}
