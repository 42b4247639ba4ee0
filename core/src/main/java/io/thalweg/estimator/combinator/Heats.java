package io.thalweg.estimator.combinator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.numbers.gamma.Erfc;

/**
 * The rules of {@link Raced}: whose turn it is, who is dropped, who draws, and when a race begins
 * again.
 */
final class Heats {

  /** The pairs before which nobody is dropped. */
  static final int LEAST_PAIRS = 3;

  /** The pairs with which a race ends. */
  static final int MOST_PAIRS = 64;

  /** The lead, in standard errors, at which the other is dropped. */
  static final double LEAD = 3;

  /** The estimates from which an estimator learns before it is judged. */
  static final int LESSONS = 16;

  /** A turn may take the evaluations of so many estimates of the chosen one. */
  static final int ESTIMATES_OF_A_TURN = 10;

  /** A race begins again when it will have cost this share of all. */
  static final double SHARE = 0.1;

  private final List<Contender> contenders = new ArrayList<>();
  private int chosen;
  private boolean racing;
  private double raced;
  private double served;
  private long races;
  // Evaluations of all, and of the last estimate that was returned.
  private long rows;
  private long rowsOfOne;

  Heats(int estimators, boolean timed) {
    for (int i = 0; i < estimators; i++) {
      contenders.add(new Contender(timed));
    }
    racing = estimators > 1;
  }

  /** The estimator that draws. */
  int chosen() {
    return chosen;
  }

  Contender contender(int estimator) {
    return contenders.get(estimator);
  }

  /** The number of races that came to their end. */
  long races() {
    return races;
  }

  /** The cost of races to now. */
  double raced() {
    return raced;
  }

  /** The cost of the estimates that were returned to now. */
  double served() {
    return served;
  }

  /** Whether a turn of so many evaluations can be afforded now. */
  boolean affords(long price, long rowsOfChosen) {
    return price <= Math.max((double) ESTIMATES_OF_A_TURN * rowsOfChosen, SHARE * rows);
  }

  /**
   * The estimator whose turn it is: of those that are in and can be afforded, the one on which
   * least was spent.
   */
  Optional<Integer> turn() {
    return racing
        ? inside()
            .filter(i -> contender(i).pairs() < MOST_PAIRS)
            .filter(i -> affords(contender(i).price(), rowsOfOne))
            .min(Comparator.comparingDouble(i -> contender(i).spent()))
        : Optional.empty();
  }

  private Stream<Integer> inside() {
    return Stream.iterate(0, i -> i + 1)
        .limit(contenders.size())
        .filter(i -> !contender(i).isOut());
  }

  /** Adds the evaluations of an estimate: that of the chosen one, and with that of the turn. */
  void count(long own, long all) {
    rowsOfOne = own;
    rows += all;
  }

  /** Adds what an estimate cost: that of the chosen one, and that of the turn beside it. */
  void spend(double own, Optional<Integer> turn, double beside) {
    served += own;
    turn.ifPresent(
        i -> {
          contender(i).spend(beside);
          raced += beside;
        });
  }

  /** Drops losers, ends the race, or begins one again. */
  void settle() {
    if (racing) {
      dropLosers();
      if (contender(chosen).isOut()) {
        chosen = best().orElse(chosen);
      }
      if (inside().count() == 1 || turn().isEmpty()) {
        chosen = best().orElse(chosen);
        racing = false;
        races++;
      }
    } else if (contenders.size() > 1 && raced <= SHARE * (raced + served)) {
      contenders.forEach(Contender::enter);
      racing = true;
    }
  }

  private void dropLosers() {
    // An estimate that is no number is never the best, and compares with nothing.
    inside()
        .map(this::contender)
        .filter(one -> one.pairs() >= LEAST_PAIRS && Double.isNaN(one.loss()))
        .toList()
        .forEach(Contender::drop);
    best()
        .map(this::contender)
        .ifPresent(
            best ->
                judged()
                    .map(this::contender)
                    .filter(one -> best.lead(one) > LEAD)
                    .toList()
                    .forEach(Contender::drop));
  }

  /** Those that can be compared: the others have too few pairs, or showed nothing but zeros. */
  private Stream<Integer> judged() {
    return inside().filter(i -> contender(i).pairs() >= LEAST_PAIRS && !contender(i).isSilent());
  }

  /**
   * The one of least loss. Equal pairs are no sign that there is no variance: rare events may be
   * missing. So one that showed none is the best only with all of its pairs.
   */
  private Optional<Integer> best() {
    return judged()
        .filter(i -> !contender(i).isStill() || contender(i).pairs() >= MOST_PAIRS)
        .min(Comparator.comparingDouble(i -> contender(i).loss()));
  }

  /** The confidence that the chosen one is better than another. */
  double confidence(int estimator) {
    double lead = contender(chosen).lead(contender(estimator));
    return estimator == chosen ? 0.5 : Erfc.value(-lead / Math.sqrt(2)) / 2;
  }

  void save(DataOutput out) throws IOException {
    out.writeInt(contenders.size());
    for (Contender contender : contenders) {
      contender.save(out);
    }
    out.writeInt(chosen);
    out.writeBoolean(racing);
    out.writeDouble(raced);
    out.writeDouble(served);
    out.writeLong(races);
    out.writeLong(rows);
    out.writeLong(rowsOfOne);
  }

  void load(DataInput in) throws IOException {
    int saved = in.readInt();
    if (saved != contenders.size()) {
      throw new IOException(
          "a race of %d estimators was saved; this one has %d".formatted(saved, contenders.size()));
    }
    for (Contender contender : contenders) {
      contender.load(in);
    }
    chosen = in.readInt();
    racing = in.readBoolean();
    raced = in.readDouble();
    served = in.readDouble();
    races = in.readLong();
    rows = in.readLong();
    rowsOfOne = in.readLong();
  }
}
