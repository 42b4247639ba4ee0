package io.thalweg.simopt;

import io.thalweg.distribution.Beta;
import io.thalweg.simulation.Input;
import io.thalweg.simulation.Inputs;
import io.thalweg.support.Uniforms;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * AMBULANCE-1: two bases that move beside three that stand, in a town of 20 x 20, over one day.
 *
 * <pre>
 *   objective = mean time from a call to the arrival of an ambulance
 * </pre>
 *
 * <p>A call comes from a place of two Beta(2, 1) laws, on average every 10 minutes, and is served
 * by the nearest free ambulance, which drives at speed 1 along the streets, works for 10 minutes on
 * average and drives back. Calls that find none wait in line. Every ambulance drives from its base.
 */
final class Ambulances {

  private static final double SIDE = 20;
  private static final double DAY = 24 * 60;
  private static final double SCENE = 10;
  private static final double BETWEEN = 10;
  private static final double[][] STANDING = {{15, 15}, {5, 15}, {5, 5}};
  private static final int MOVING = 2;

  private Ambulances() {}

  static SimOptProblem problem() {
    List<Input> places = new ArrayList<>();
    for (int base = 1; base <= MOVING; base++) {
      places.add(Input.setting("base %d across".formatted(base), 6));
      places.add(Input.setting("base %d up".formatted(base), 6));
    }
    return new SimOptProblem(
        "ambulance_1",
        "Places of two ambulance bases",
        in -> in.cost(new Day(in, places).meanResponse()),
        places,
        false,
        at -> 0,
        tuning -> {
          places.forEach(place -> tuning.bounds(place, 0, SIDE));
          return tuning;
        },
        UnaryOperator.identity(),
        1_000,
        8.22,
        Map.of("Adam with IPA", 8.52, "ASTRO-DF", 8.57));
  }

  /** A call at a time and a place, with the minutes of work there. */
  private record Call(double time, double x, double y, double scene) {}

  /** The moment at which an ambulance is back. */
  private record Return(double time, int ambulance) {}

  /** One day of calls. */
  private static final class Day {

    private final RandomGenerator random;
    private final Beta place = Beta.of(2, 1);
    private final double[][] bases = new double[STANDING.length + MOVING][];
    private final boolean[] busy = new boolean[bases.length];
    private final Deque<Call> waiting = new ArrayDeque<>();
    private final PriorityQueue<Return> returns =
        new PriorityQueue<>((a, b) -> Double.compare(a.time(), b.time()));
    private double response;
    private int served;

    Day(Inputs in, List<Input> places) {
      this.random = in.noise();
      System.arraycopy(STANDING, 0, bases, 0, STANDING.length);
      for (int base = 0; base < MOVING; base++) {
        bases[STANDING.length + base] =
            new double[] {in.read(places.get(2 * base)), in.read(places.get(2 * base + 1))};
      }
    }

    double meanResponse() {
      Call next = call(0);
      while (true) {
        Return back = returns.peek();
        if (Math.min(next.time(), back == null ? DAY : back.time()) >= DAY) {
          return served == 0 ? 0 : response / served;
        }
        if (back != null && back.time() < next.time()) {
          returns.remove();
          busy[back.ambulance()] = false;
          if (!waiting.isEmpty()) {
            send(waiting.remove(), back.ambulance(), back.time());
          }
        } else {
          int nearest = nearest(next);
          if (nearest < 0) {
            waiting.add(next);
          } else {
            send(next, nearest, next.time());
          }
          next = call(next.time());
        }
      }
    }

    private Call call(double now) {
      double x = SIDE * place.sample(1, random).values()[0];
      double y = SIDE * place.sample(1, random).values()[0];
      double gap = -BETWEEN * Math.log(Uniforms.open(random));
      double scene = -SCENE * Math.log(Uniforms.open(random));
      return new Call(now + gap, x, y, scene);
    }

    private int nearest(Call call) {
      int nearest = -1;
      for (int i = 0; i < bases.length; i++) {
        if (!busy[i] && (nearest < 0 || distance(i, call) < distance(nearest, call))) {
          nearest = i;
        }
      }
      return nearest;
    }

    private double distance(int ambulance, Call call) {
      double[] base = bases[ambulance];
      return Math.abs(base[0] - call.x()) + Math.abs(base[1] - call.y());
    }

    private void send(Call call, int ambulance, double now) {
      double drive = distance(ambulance, call);
      busy[ambulance] = true;
      response += now - call.time() + drive;
      served++;
      returns.add(new Return(now + 2 * drive + call.scene(), ambulance));
    }
  }
}
