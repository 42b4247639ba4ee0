package io.thalweg.objective;

import io.thalweg.ObjectiveException;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** An objective with the mean of earlier values where it fails, as long as that is seldom. */
final class Skipping extends Decorator {

  private static final int FIRST = 1_000;

  private final double most;
  private long asked;
  private long skipped;
  private long values;
  private double sum;

  Skipping(Fallible inner, double most) {
    super(inner);
    this.most = most;
  }

  @Override
  protected Answers attempt(Request request) {
    Answers answers = inner().attempt(request);
    int[] failed = answers.failed();
    synchronized (this) {
      asked += request.count();
      if (failed.length > 0 && !refuses(request, answers, failed)) {
        double mean = mean(answers, failed);
        for (int row : failed) {
          answers.put(row, mean);
        }
        tally().skips.add(failed.length);
      }
      remember(answers, failed);
    }
    return answers;
  }

  /** Lets the rows fail, if the share of the events that failed is too large. */
  private boolean refuses(Request request, Answers answers, int[] failed) {
    skipped += failed.length;
    boolean none = values == 0 && failed.length == request.count();
    boolean many = skipped > most * Math.max(FIRST, asked);
    if (!none && !many) {
      return false;
    }
    for (int row : failed) {
      RuntimeException last = answers.failure(row).orElseThrow();
      String why =
          many
              ? String.format(
                  Locale.ROOT,
                  "%,d of %,d events have failed, more than the share of %s that may be skipped",
                  skipped,
                  asked,
                  most)
              : "there is no value yet in place of one that failed";
      answers.fail(row, new ObjectiveException(why + "; the last: " + last.getMessage(), last));
    }
    return true;
  }

  /** The mean of earlier calls, which does not depend on the events of this one. */
  private double mean(Answers answers, int[] failed) {
    if (values > 0) {
      return sum / values;
    }
    double others = 0;
    int next = 0;
    int count = answers.values().length;
    for (int row = 0; row < count; row++) {
      if (next < failed.length && failed[next] == row) {
        next++;
      } else {
        others += answers.value(row);
      }
    }
    return others / (count - failed.length);
  }

  private void remember(Answers answers, int[] failed) {
    int next = 0;
    for (int row = 0; row < answers.values().length; row++) {
      if (next < failed.length && failed[next] == row) {
        next++;
      } else {
        sum += answers.value(row);
        values++;
      }
    }
  }

  @Override
  synchronized void saveValues(DataOutput out) throws IOException {
    out.writeLong(asked);
    out.writeLong(skipped);
    out.writeLong(values);
    out.writeDouble(sum);
    super.saveValues(out);
  }

  @Override
  synchronized void loadValues(DataInput in) throws IOException {
    asked = in.readLong();
    skipped = in.readLong();
    values = in.readLong();
    sum = in.readDouble();
    super.loadValues(in);
  }

  @Override
  public synchronized Optional<String> caveat() {
    return skipped == 0
        ? inner().caveat()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "f failed at %,d of %,d events, which were skipped: the estimates are of"
                    + " P(f does not fail) E[f | f does not fail], and biased for E f",
                skipped,
                asked));
  }
}
