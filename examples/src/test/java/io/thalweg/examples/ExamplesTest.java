package io.thalweg.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.Checked;
import io.thalweg.Estimate;
import io.thalweg.Events;
import io.thalweg.Objective;
import io.thalweg.check.ExactGradient;
import io.thalweg.check.Unbiasedness;
import io.thalweg.check.VarianceReport;
import io.thalweg.data.Digits;
import io.thalweg.data.ImageSet;
import io.thalweg.data.Part;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Gaussian;
import io.thalweg.estimator.coupling.DisArm;
import io.thalweg.estimator.pathwise.Reparameterization;
import io.thalweg.estimator.score.Reinforce;
import io.thalweg.estimator.score.Rloo;
import io.thalweg.simulation.Credit;
import io.thalweg.support.Uniforms;
import io.thalweg.tune.Effect;
import io.thalweg.tune.Measured;
import io.thalweg.tune.Response;
import io.thalweg.tune.Sensitivities;
import io.thalweg.tune.Tuned;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import umontreal.ssj.rng.MRG32k3a;

class ExamplesTest {

  @Test
  void theFirstGradientIsNearTheExactOne() {
    Example1FirstGradient.main(new String[0]);
    var q = Bernoulli.ofLogits(0.2, -1.0, 0.7);
    Objective f = x -> Math.pow(x[0] + 2 * x[1] - x[2] - 0.45, 2);
    // A coordinate's standard deviation is below 2, and 100,000 draws divide it by 316.
    assertArrayEquals(
        ExactGradient.of(q, f),
        Example1FirstGradient.mean(q, f, 100_000, new SplittableRandom(1)),
        6 * 2 / 316.0);
  }

  @Test
  void tuningHalvesWhatSeparatesTheSimulatorFromAPerfectSplit() {
    double[] start = new double[30];
    double perfect = 39.0 / 4;
    double before = Example2TuneASimulator.meanTime(start) - perfect;
    double after = Example2TuneASimulator.meanTime(Example2TuneASimulator.tune(start, 3_000));
    assertTrue(after - perfect < before / 2, "after tuning it takes " + after);
    assertTrue(after >= perfect, "faster than any split can be");
  }

  @Test
  void theRightEstimatorPassesAndTheWrongOneIsCaught() {
    assertInstanceOf(Unbiasedness.Unbiased.class, Example3CatchABias.verdict(new Rloo(2)));
    assertInstanceOf(
        Unbiasedness.Biased.class, Example3CatchABias.verdict(Example3CatchABias.wrong()));
  }

  @Test
  void relaxBringsTheLogVarianceOfTheToyBelowMinusNine() {
    assertTrue(Example4RelaxOnTheToy.train(new SplittableRandom(1), 1_000) < -9);
  }

  @Test
  void aVaeLearnsDigitsInADozenLines() {
    // A model that knows nothing but the prior of each pixel stays below -27.
    assertTrue(Example5TrainAVae.train(600) > -27);
  }

  @Test
  void aLawOfOnesOwnWorksWithTheEstimatorsThatFitIt() {
    assertInstanceOf(Unbiasedness.Unbiased.class, Example6YourOwnLaw.verdict(true));
    assertInstanceOf(Unbiasedness.Unbiased.class, Example6YourOwnLaw.verdict(false));
  }

  @Test
  void theFamilyOfFlowsHoldsBothParentsAndBetterOnes() {
    var law = Example8MixTheParents.LAW;
    var f = Example8MixTheParents.WAVE;
    // E cos 2x = cos(2 mean) exp(-2 sd^2), in the mean and the log deviation.
    double[] exact = {
      -2 * Math.sin(0.6) * Math.exp(-2), -4 * Math.cos(0.6) * Math.exp(-2),
    };
    for (var flow :
        List.of(
            Example8MixTheParents.likelihoodRatio(),
            Example8MixTheParents.path(),
            Example8MixTheParents.ownField())) {
      var report = VarianceReport.of(flow, law, f, 200_000, new SplittableRandom(3));
      for (int i = 0; i < exact.length; i++) {
        assertEquals(exact[i], report.mean()[i], 6 * report.standardErrors()[i]);
      }
    }
    var lr = VarianceReport.of(new Reinforce(), law, f, 10_000, new SplittableRandom(4));
    var rp = VarianceReport.of(new Reparameterization(), law, f, 10_000, new SplittableRandom(4));
    var best =
        VarianceReport.of(Example8MixTheParents.optimal(), law, f, 40_000, new SplittableRandom(4));
    double ofOneDraw = 10 * best.varianceInterval().high();
    assertTrue(ofOneDraw < lr.varianceInterval().low(), lr + " against " + best);
    assertTrue(ofOneDraw < rp.varianceInterval().low(), rp + " against " + best);
    Example8MixTheParents.main(new String[0]);
  }

  @Test
  void twentySwitchesAreTunedWithinAThousandEvaluations() {
    double[] p = Example9LearnFromThePast.tune(500);
    Bernoulli tuned =
        Bernoulli.ofLogits(Arrays.stream(p).map(x -> Math.log(x / (1 - x))).toArray());
    Bernoulli start = Bernoulli.ofLogits(new double[p.length]);
    assertTrue(mean(tuned) < mean(start) / 4, mean(tuned) + " after " + mean(start));
    Example9LearnFromThePast.main(new String[0]);
  }

  private static double mean(Bernoulli law) {
    return Arrays.stream(
            Example9LearnFromThePast.OFF_TARGET
                .evaluate(law.sample(10_000, new SplittableRandom(2)))
                .values())
        .average()
        .orElseThrow();
  }

  @Test
  void surrogateDescentMeetsTheTargetOfTheSwitches() {
    var best = Example28SurrogateDescent.search();
    // The fifty fresh draws of the search tell it only to within their interval.
    var draws = best.law().sample(10_000, new SplittableRandom(3));
    double mean =
        Arrays.stream(Checked.evaluate(Example9LearnFromThePast.OFF_TARGET, draws).values())
            .average()
            .orElseThrow();
    assertTrue(mean < 0.25, () -> "mean " + mean);
    assertTrue(best.mean().covers(mean), best.mean()::toString);
    assertTrue(best.rounds().get(best.rounds().size() - 1).evaluations() <= 457);
  }

  @Test
  void switchesAreTurnedOffWhateverTheNumberOfThreads() {
    assertTrue(Example10GoFast.descend(400) < -1);
    assertArrayEquals(Example10GoFast.gradient(1), Example10GoFast.gradient(2));
  }

  @Test
  void answersOfAnotherProcessGiveTheEstimatesOfFAtOnce(@TempDir Path folder) throws Exception {
    List<Estimate> later = Example12AnswerLater.estimates(folder);
    assertEquals(3, later.size());
    for (int number = 0; number < later.size(); number++) {
      Estimate now = Example12AnswerLater.ask(number).put(Example12AnswerLater::f);
      assertArrayEquals(now.gradient(), later.get(number).gradient());
      assertArrayEquals(now.values(), later.get(number).values());
    }
  }

  @Test
  void aModelIsTrainedOnLoadedAndUsed(@TempDir Path folder) throws IOException {
    Path inTwo = folder.resolve("in-two.checkpoint");
    Path atOnce = folder.resolve("at-once.checkpoint");
    Example11KeepAModel.train(inTwo, 150);
    Example11KeepAModel.train(inTwo, 400);
    Example11KeepAModel.train(atOnce, 400);
    var vae = Example11KeepAModel.load(inTwo);
    assertArrayEquals(
        Example11KeepAModel.load(atOnce).parameters().values(), vae.parameters().values());
    ImageSet digits = Digits.load();
    double[] images = digits.rows(Part.TEST, 0, 100, new SplittableRandom(1));
    double[] again = Example11KeepAModel.reconstruct(vae, images, 100);
    double own = agreement(images, 0, again);
    double next = agreement(images, digits.pixels(), again);
    assertTrue(own > next + 0.03, () -> "own image %s, next image %s".formatted(own, next));
    for (double p : Example11KeepAModel.imagine(vae, 10)) {
      assertTrue(p > 0 && p < 1, () -> "a pixel has the probability " + p);
    }
    Example11KeepAModel.main(new String[0]);
  }

  @Test
  void aShopLearnsToOrderAndItsPolicyIsLoaded(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("shop.checkpoint");
    Example13TrainAPolicy.train("a2c", 0).save(file);
    double untrained = Example13TrainAPolicy.play(file, 100);
    Example13TrainAPolicy.train("a2c", 300).save(file);
    double trained = Example13TrainAPolicy.play(file, 100);
    assertTrue(untrained < 0 && trained > 100, () -> untrained + ", " + trained);
  }

  @Test
  void bothLayersOfAModelLearnUnderTheirOwnEstimators() {
    double untrained = Example14TwoLayers.train(100, new SplittableRandom(1));
    double trained = Example14TwoLayers.train(2_000, new SplittableRandom(1));
    assertTrue(untrained < -4, () -> "after 100 steps " + untrained);
    // The best model has -1.79; one whose lower layer learned nothing stays below -5.
    assertTrue(trained > -2.6 && trained < -1.79, () -> "after 2,000 steps " + trained);
  }

  /** The estimates of a logit deviate by at most 3, so that their mean errs by 0.01. */
  @Test
  void theEstimatesOfAProgramAverageToItsExactGradient() {
    double[][] both = Example15ThreeNodes.gradients(100_000, new SplittableRandom(1));
    assertArrayEquals(both[1], both[0], 5 * 3 / Math.sqrt(100_000));
    assertTrue(both[1][0] > 0.2, () -> "the gradient in the logit of x is " + both[1][0]);
  }

  /** Shares of the carriers: the faster one is, the more parcels it gets. */
  @Test
  void routesAreTunedToLessTime() {
    var best = Example22TuneRoutes.tune();
    assertTrue(best.gain().value() < -3 * best.gain().standardError(), best::toString);
    var shares = best.parameters().units();
    assertTrue(shares.get(0).value() > shares.get(1).value(), best::toString);
    assertTrue(shares.get(1).value() > shares.get(2).value(), best::toString);
  }

  /** The closed form within four standard errors, which a wrong derivative is not. */
  @Test
  void theDerivativesOfAQueueOnSsjAreThoseOfTheClosedForm() {
    var response = Example20QueueOnSsj.sensitivities(1_000).response();
    near(1, response.effect("arrivals rate").derivative());
    near(-1, response.effect("service rate").derivative());
    assertTrue(response.effect("arrivals rate").derivative().standardError() < 0.05);
  }

  @Test
  void theGreeksOfOptionsAreThoseOfTheClosedForm() {
    double spot = Example21GreeksOfOptions.SPOT;
    double root = Math.sqrt(Example21GreeksOfOptions.YEARS);
    double volatility = Example21GreeksOfOptions.VOLATILITY;
    double interest = Example21GreeksOfOptions.RATE * Example21GreeksOfOptions.YEARS;
    double deviation = volatility * root;
    double d2 =
        (Math.log(spot / Example21GreeksOfOptions.STRIKE) + interest) / deviation - deviation / 2;
    double d1 = d2 + deviation;
    double discounted = Math.exp(-interest) * density(d2);
    var greeks = Example21GreeksOfOptions.sensitivities(100_000);
    Response call = greeks.response("call");
    near(normal(d1), Example21GreeksOfOptions.delta(call));
    near(spot * density(d1) * root, Example21GreeksOfOptions.vega(call));
    Response digital = greeks.response("digital");
    near(discounted / (spot * deviation), Example21GreeksOfOptions.delta(digital));
    near(-discounted * d1 / volatility, Example21GreeksOfOptions.vega(digital));
  }

  /** Claims that are larger by a factor make any measure of their sum as much larger. */
  @Test
  void badYearsMoveWithTheMeanOfTheLogarithmAsTheyAre() {
    for (Response response : Example27YearOfClaims.badYears(20_000).responses()) {
      double value = response.mean().value();
      Measured slope = response.effect("size mean of log x").derivative();
      double error = Math.hypot(slope.standardError(), response.mean().standardError());
      // The kernel flattens the density, and so the slope of a quantile by some percent.
      double flat = response.output().contains("quantile") ? 0.05 * value : 0;
      assertEquals(value, slope.value(), 4 * error + flat, response.output());
      assertTrue(4 * error < 0.3 * value, response::output);
    }
  }

  private static double density(double x) {
    return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }

  private static double normal(double x) {
    return Gaussian.of(0, 1).cumulative(Events.of(new double[] {x}, 1, 1))[0];
  }

  private static void near(double exact, Measured estimate) {
    assertEquals(exact, estimate.value(), 4 * estimate.standardError());
  }

  /** The mean probability of each pixel of the image so many pixels further on. */
  private static double agreement(double[] images, int further, double[] probabilities) {
    double sum = 0;
    for (int i = 0; i < images.length; i++) {
      double pixel = images[(i + further) % images.length];
      sum += pixel == 1 ? probabilities[i] : 1 - probabilities[i];
    }
    return sum / images.length;
  }

  @Test
  void queueAndItsKinMoveAsTheyShould() {
    Sensitivities averages = Example16Queue.averages(2_000);
    assertNear(1, averages.response("time").mean());
    assertNear(1, averages.response("time").effect("arrivals rate").derivative());
    assertNear(-1, averages.response("time").effect("service rate").derivative());
    // A customer's time has the exponential law of rate 1.
    assertNear(Math.exp(-3), averages.response("late").mean());
    assertNear(3 * Math.exp(-3), averages.response("late").effect("arrivals rate").derivative());
    // Runs of 400 customers that begin empty are near the long run.
    assertEquals(1, Example16Queue.day().response().mean().value(), 0.05);

    Response shop = Example16Queue.newsvendor(12_000).response();
    assertNear(1 - 4 * missing(21.5), shop.effect("order").derivative());

    Response all = Example16Queue.routes(2_000, Credit.toTheEnd()).response();
    Response near = Example16Queue.routes(2_000, Credit.within(20)).response();
    double balance = 0;
    for (Effect share : all.effects()) {
      balance += share.at() * (1 - share.at()) * share.derivative().value();
    }
    assertEquals(0, balance, 1e-12);
    assertTrue(width(all) > 1.3 * width(near), all + "" + near);
    Example16Queue.main(new String[0]);
  }

  private static double width(Response response) {
    return response.effects().get(0).derivative().halfWidth();
  }

  /** The probability that a demand of 20 on average is above what was ordered. */
  private static double missing(double order) {
    double probability = Math.exp(-20);
    double most = 0;
    for (int demand = 0; demand < order; demand++) {
      most += probability;
      probability *= 20.0 / (demand + 1);
    }
    return 1 - most;
  }

  /** Twice the half-width is four standard errors, at a fixed seed. */
  private static void assertNear(double exact, Measured measured) {
    assertEquals(exact, measured.value(), 2 * measured.halfWidth(), measured.toString());
    assertTrue(measured.halfWidth() < 0.2 * Math.abs(exact), measured.toString());
  }

  /** An f without faults gives the same bits. */
  @Test
  void anFThatFailsHangsAndCrashesIsSurvived() {
    var law = Bernoulli.ofLogits(0.2, -1.0, 0.7);
    Objective sound = x -> Math.pow(x[0] + 2 * x[1] - x[2] - 0.45, 2);
    double[] expected = new Rloo(64).estimate(law, sound, new SplittableRandom(1)).gradient();
    assertArrayEquals(
        expected, Example18SurviveFailures.inThreads(law, new SplittableRandom(1)).gradient());
    assertArrayEquals(
        expected, Example18SurviveFailures.inProcesses(law, new SplittableRandom(1)).gradient());
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no sh")
  void aProgramOfAnotherLanguageIsAsked() {
    var law = Bernoulli.ofLogits(0.2, -1.0, 0.7);
    Objective here = x -> Math.pow(x[0] + 2 * x[1] - x[2], 2);
    assertArrayEquals(
        new DisArm().estimate(law, here, new SplittableRandom(1)).gradient(),
        Example19AskAProgram.estimate(law, new SplittableRandom(1)).gradient());
  }

  @Test
  void theNewsvendorIsThatOfTheClosedForm() {
    Response day = Example23Newsvendor.sensitivities(20_000).response();
    near(Example23Newsvendor.exact(15.5), day.effect("demand rate").derivative());
    near(1 - 4 * missing(15.5), day.effect("order").derivative());
    Tuned best = Example23Newsvendor.best();
    double order = best.parameters().units().get(1).value();
    double least = meanCost(23); // F(22) < 3/4 < F(23)
    assertTrue(meanCost(22) > least && meanCost(24) > least);
    assertEquals(least, meanCost(order), 0.02 * least, best::toString);
  }

  private static double meanCost(double order) {
    double probability = Math.exp(-20);
    double mean = 0;
    for (int demand = 0; demand < 150; demand++) {
      mean += probability * Example23Newsvendor.cost(order, demand);
      probability *= 20.0 / (demand + 1);
    }
    return mean;
  }

  @Test
  void gatesOfAModelHalveItsPixels() {
    var example = new Example24GatesOfAModel();
    double[] all = new double[64];
    Arrays.fill(all, 1);
    double[] gates = example.tune(150);
    double open = Arrays.stream(gates).sum();
    assertTrue(open < 45, () -> open + " gates are open");
    double chance = 0;
    var random = new SplittableRandom(1);
    for (int draw = 0; draw < 10; draw++) {
      chance += example.freshErrors(random.doubles(64).map(u -> u < open / 64 ? 1 : 0).toArray());
    }
    // On images that chose no gate: near the errors of all pixels, far below those of as many.
    double fresh = example.freshErrors(gates);
    assertTrue(fresh < example.freshErrors(all) + 0.05, () -> "fresh errors are " + fresh);
    assertTrue(fresh < chance / 10 / 1.5, "by chance they are " + chance / 10);
  }

  /** s + i - (1 + log(R s)) / R at the peak, R = infection / recovery; the integrator's 1e-9. */
  @Test
  void anEpidemicOnHipparchusIsThatOfTheClosedForm() {
    DoubleBinaryOperator closed =
        (infection, recovery) -> {
          double r = infection / recovery;
          double susceptible = 1 - Example25EpidemicOnHipparchus.INFECTED;
          return r * susceptible <= 1
              ? Example25EpidemicOnHipparchus.INFECTED
              : 1 - (1 + Math.log(r * susceptible)) / r;
        };
    var solved =
        Example25EpidemicOnHipparchus.sensitivities(Example25EpidemicOnHipparchus::peak, 2_000);
    var exact = Example25EpidemicOnHipparchus.sensitivities(closed, 2_000);
    assertEquals(exact.response("overrun"), solved.response("overrun"));
    for (int i = 0; i < 4; i++) {
      assertEquals(
          exact.response("peak").effects().get(i).derivative().value(),
          solved.response("peak").effects().get(i).derivative().value(),
          1e-7);
    }
  }

  @Test
  void streamsOfCommonsRngAreTheSameBits() {
    for (RandomSource source :
        List.of(RandomSource.XO_RO_SHI_RO_128_PP, RandomSource.WELL_1024_A)) {
      var own = source.create(42);
      var there = Example26BringYourStreams.generator(source.create(42));
      var back =
          Example26BringYourStreams.source(Example26BringYourStreams.generator(source.create(42)));
      for (int i = 0; i < 1_000; i++) {
        long bits = own.nextLong();
        assertEquals(bits, there.nextLong());
        assertEquals(bits, back.nextLong());
      }
    }
    double theirs = RandomSource.XO_RO_SHI_RO_128_PP.create(7).nextDouble();
    var here = Example26BringYourStreams.generator(RandomSource.XO_RO_SHI_RO_128_PP.create(7));
    assertEquals(theirs, here.nextDouble());
  }

  @Test
  void streamsOfSsjAreTheSameNumbers() {
    var own = new MRG32k3a();
    var bits = Example26BringYourStreams.generator(own.clone());
    var numbers = Example26BringYourStreams.generator(own.clone());
    for (int i = 0; i < 1_000; i++) {
      double u = own.nextDouble();
      assertEquals(u, numbers.nextDouble());
      double v = own.nextDouble();
      assertEquals(v, numbers.nextDouble());
      long drawn = bits.nextLong();
      assertEquals((long) (u * 0x1p32), drawn >>> 32);
      assertEquals((long) (v * 0x1p32), drawn & 0xffffffffL);
    }
    var random = new SplittableRandom(3);
    var stream = Example26BringYourStreams.stream(new SplittableRandom(3));
    for (int i = 0; i < 1_000; i++) {
      assertEquals(Uniforms.open(random), stream.nextDouble());
    }
    assertThrows(UnsupportedOperationException.class, stream::resetNextSubstream);
    assertEquals(
        Example26BringYourStreams.sensitivities(200).responses(),
        Example26BringYourStreams.sensitivities(200).responses());
  }
}
