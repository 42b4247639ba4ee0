package io.thalweg.toy;

import io.thalweg.estimator.*;
import io.thalweg.train.*;

class Bars {
  public static void main(String[] a) {
    int seeds = Integer.parseInt(a[0]);
    int steps = Integer.parseInt(a[1]);
    for (int r = 2; r < a.length; r++) {
      Recipe<?, ?> recipe = Registry.find(a[r]).orElseThrow();
      for (int seed = 1; seed <= seeds; seed++) {
        Run<OrderToy> run = OrderToy.run(recipe, OrderToy.Options.defaults(), seed);
        run.measure();
        StringBuilder line = new StringBuilder();
        long t = System.nanoTime();
        for (int s = 0; s < steps; s++) {
          run.step();
          if ((s + 1) % 500 == 0) {
            Point p = run.measure();
            if (s + 1 >= 3000)
              line.append(
                  "%d: %.4f best %.2g sd %.3f  "
                      .formatted(s + 1, p.value("value"), p.value("best"), p.value("deviation")));
          }
        }
        System.out.printf(
            "%s seed %d start %.4f sd %.2f | %s| train %.2f s all %.2f s%n",
            a[r],
            seed,
            run.points().get(0).value("value"),
            run.points().get(0).value("deviation"),
            line,
            run.seconds(),
            (System.nanoTime() - t) / 1e9);
      }
    }
  }
}
