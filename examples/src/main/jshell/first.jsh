// The first three examples, statement by statement. In the folder of the project, after ./thalweg list:
//
//   jshell --class-path "$(cat workbench/target/classpath.txt)" examples/src/main/jshell/first.jsh
//
// It stays open afterwards: q, f, random and the rest are yours.

import io.thalweg.*;
import io.thalweg.check.*;
import io.thalweg.distribution.*;
import io.thalweg.estimator.coupling.*;
import io.thalweg.estimator.score.*;
import io.thalweg.optimizer.*;

// 1. A law, an objective, and the gradient of its mean: exactly, and from two evaluations.

var random = new SplittableRandom(5);
var q = Bernoulli.ofLogits(0.2, -1.0, 0.7);
Objective f = x -> Math.pow(x[0] + 2 * x[1] - x[2] - 0.45, 2);

double[] exact = ExactGradient.of(q, f);
Estimate one = new DisArm().estimate(q, f, random);
System.out.println("exact         " + Arrays.toString(exact));
System.out.println("one estimate  " + Arrays.toString(one.gradient()));

// 2. Ten jobs go to three machines, of which the last is twice as fast; the last job ends early after tuning.

double[] jobs = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3};
double[] speeds = {1, 1, 2};

double finish(double[] machines) {
  double[] load = new double[3];
  for (int job = 0; job < 10; job++) {
    load[(int) machines[job]] += jobs[job] / speeds[(int) machines[job]];
  }
  return Arrays.stream(load).max().getAsDouble();
}

double meanTime(double[] logits) {
  Objective time = machines -> finish(machines);
  Events machines = Categorical.ofLogits(logits, 3).sample(10_000, new SplittableRandom(2));
  return Arrays.stream(time.evaluate(machines).values()).average().getAsDouble();
}

double[] tune(double[] start, int steps) {
  Objective time = machines -> finish(machines);
  var estimator = new Rloo(8);
  var ofTuning = new SplittableRandom(1);
  double[] logits = start.clone();
  var adam = new Adam(0.05, logits.length);
  for (int step = 0; step < steps; step++) {
    var law = Categorical.ofLogits(logits, 3);
    adam.step(logits, estimator.estimate(law, time, ofTuning).gradient());
  }
  return logits;
}

double[] logits = tune(new double[30], 1_000);
System.out.printf("mean finishing time: %.2f at first, %.2f after tuning%n", meanTime(new double[30]), meanTime(logits));

// 3. A right estimator and a wrong one, whose baseline contains the sample that it multiplies.

Estimate halved(Estimate right) {
  return right.withGradient(Arrays.stream(right.gradient()).map(g -> g / 2).toArray());
}

Unbiasedness verdict(Estimator<Distribution, Objective> estimator) {
  double critical = Unbiasedness.criticalZ(1e-6, exact.length);
  double resolution = 0.05 * NaturalScale.of(q, f, new SplittableRandom(7)).value();
  var test = new Unbiasedness.Test(critical, resolution, 1_000_000);
  return test.run(estimator, q, f, exact, new SplittableRandom(7));
}

System.out.println("right: " + verdict(new Rloo(2)));
System.out.println("wrong: " + verdict((law, from) -> new Rloo(2).ask(law, from).then(e -> halved(e))));
