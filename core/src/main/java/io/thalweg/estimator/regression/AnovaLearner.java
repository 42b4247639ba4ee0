package io.thalweg.estimator.regression;

import io.thalweg.MeanField;
import io.thalweg.support.Numbers;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Fits interactions of up to three of any number of variables, at a cost in evaluations, not in
 * products: kernel ridge regression with an {@link AnovaExpansion}.
 *
 * <p>New evaluations are appended to the factor of the previous fit. It is made anew when the
 * evaluations have grown by half, which compares all {@link #SETTINGS}, and when the law has moved.
 * At most {@link #MOST} evaluations take part. If there are more, the newest 256 and those of the
 * largest weights are kept, two thirds of the most, and later ones are appended again.
 *
 * <p>The reference law of the codes is the law at which the factor was made.
 */
final class AnovaLearner implements SurrogateFamily {

  private static final int MOST = 1_500;
  private static final int LEAST = 24;
  private static final double GROWTH = 1.5;

  /** Variances of the interactions of one, two and three variables, and of what is left. */
  private static final double[][] SETTINGS = {
    {1, 1, 0.3, 1e-6}, {1, 1, 0, 1e-9}, {1, 0.5, 0.1, 0.03}, {1, 0.3, 0.1, 0.5}
  };

  /** An evaluation in the factor. */
  private record Member(double[] event, double value, double weight) {}

  private final int size;
  private final int most;
  private final List<Member> members = new ArrayList<>();
  private KernelFeatures code;
  private int setting;
  private long last;
  private long contest;
  // Null until the next fit makes it from the members.
  private @Nullable DualRidge ridge;

  /**
   * Makes a learner.
   *
   * @param code at any reference law
   * @param size the number of variables
   * @param memory the largest number of evaluations kept elsewhere
   */
  AnovaLearner(KernelFeatures code, int size, int memory) {
    this.code = code;
    this.size = size;
    most = Math.min(MOST, memory);
  }

  @Override
  public @Nullable Fitted fit(Observations seen, MeanField law) {
    PastEvaluations past = seen.past();
    if (past.kept() < LEAST) {
      return null;
    }
    long fresh = past.count() - last;
    boolean again = members.size() + fresh > most || fresh >= past.kept() || !code.suits(law);
    if (again) {
      code = code.at(law);
      members.clear();
      addMembers(seen, chosen(seen));
      ridge = null;
    } else {
      addMembers(seen, IntStream.range(0, (int) fresh).boxed().toList());
    }
    last = past.count();
    double[][] duals = duals();
    if (past.count() < contest) {
      ridge = ridge == null ? new DualRidge() : ridge;
      extend(Map.of(setting, ridge), duals);
      Fitted fitted = judge(seen, ridge, setting, duals);
      // A pivot that is not a number would stay in the factor.
      ridge = Double.isFinite(fitted.error()) ? ridge : null;
      return fitted;
    }
    contest = (long) (GROWTH * past.count());
    return bestOfAll(seen, duals);
  }

  /** The ages of the newest, and of those of the largest weights. */
  private List<Integer> chosen(Observations seen) {
    int kept = seen.past().kept();
    Comparator<Integer> newestFirst =
        Comparator.comparingInt((Integer age) -> age < JUDGED ? 0 : 1)
            .thenComparingDouble(age -> -seen.weight(seen.past().place(age)));
    return IntStream.range(0, kept)
        .boxed()
        .sorted(newestFirst)
        .limit(kept <= most ? kept : 2 * most / 3)
        .sorted()
        .toList();
  }

  /** Adds evaluations, the oldest first. */
  private void addMembers(Observations seen, List<Integer> ages) {
    PastEvaluations past = seen.past();
    for (int n = ages.size() - 1; n >= 0; n--) {
      int place = past.place(ages.get(n));
      members.add(new Member(seen.event(place), past.value(place), seen.weight(place)));
    }
  }

  /** The dual codes of all members, [variables width x members]. */
  private double[][] duals() {
    double[][] duals = new double[size * code.width()][members.size()];
    for (int t = 0; t < members.size(); t++) {
      double[] own = code.dual(members.get(t).event);
      for (int i = 0; i < own.length; i++) {
        duals[i][t] = own[i];
      }
    }
    return duals;
  }

  private Fitted bestOfAll(Observations seen, double[][] duals) {
    Map<Integer, DualRidge> candidates = new TreeMap<>();
    for (int s = 0; s < SETTINGS.length; s++) {
      candidates.put(s, new DualRidge());
    }
    extend(candidates, duals);
    List<Fitted> all = new ArrayList<>();
    candidates.forEach((s, candidate) -> all.add(judge(seen, candidate, s, duals)));
    setting = 0;
    for (int s = 1; s < SETTINGS.length; s++) {
      double least = all.get(setting).error();
      if (all.get(s).error() < least || !Double.isFinite(least)) {
        setting = s;
      }
    }
    Fitted best = all.get(setting);
    ridge = Double.isFinite(best.error()) ? Objects.requireNonNull(candidates.get(setting)) : null;
    return best;
  }

  /** Appends all members that are not in the factors yet. */
  private void extend(Map<Integer, DualRidge> ridges, double[][] duals) {
    int from = ridges.values().iterator().next().count();
    for (int first = from; first < members.size(); first += UpperFactor.TOGETHER) {
      int end = Math.min(first + UpperFactor.TOGETHER, members.size());
      List<AnovaExpansion.Interactions> sums = new ArrayList<>();
      for (int n = first; n < end; n++) {
        sums.add(interactions(n, end, duals));
      }
      int before = first;
      ridges.forEach((setting, ridge) -> ridge.add(columns(setting, sums, before)));
    }
  }

  /** The interactions of a member with all members up to itself. */
  private AnovaExpansion.Interactions interactions(int n, int end, double[][] duals) {
    AnovaExpansion.Interactions sums = new AnovaExpansion.Interactions(end);
    double[] event = members.get(n).event;
    double[] room = new double[n + 1];
    for (int i = 0; i < event.length; i++) {
      sums.add(code.kernel(event, 0, i, duals, room, n + 1), n + 1);
    }
    return sums;
  }

  /** The columns of the matrix of a setting. */
  private double[][] columns(int setting, List<AnovaExpansion.Interactions> sums, int first) {
    double[] scales = scales(setting);
    double[][] columns = new double[sums.size()][first + sums.size()];
    for (int n = 0; n < columns.length; n++) {
      for (int t = 0; t <= first + n; t++) {
        columns[n][t] = sums.get(n).kernel(scales, t);
      }
      // An evaluation without weight has a penalty beyond all kernels.
      double weight = Math.max(members.get(first + n).weight, 1e-12);
      columns[n][first + n] += SETTINGS[setting][3] / weight;
    }
    return columns;
  }

  /** The scale of the kernel of each order: its variance over the number of its characters. */
  private double[] scales(int setting) {
    double[] variances = SETTINGS[setting];
    double total = variances[0] + variances[1] + variances[2];
    double[] scales = new double[AnovaExpansion.ORDERS];
    scales[0] = 1;
    double characters = 1;
    for (int order = 1; order < scales.length; order++) {
      characters *= (double) Math.max(size - order + 1, 1) / order * code.variance();
      scales[order] = variances[order - 1] / total / characters;
    }
    return scales;
  }

  private Fitted judge(Observations seen, DualRidge ridge, int setting, double[][] duals) {
    double[] y = members.stream().mapToDouble(m -> m.value - seen.mean()).toArray();
    double[] alpha = ridge.fit(y);
    double[] residuals = ridge.residualsWithout(alpha, Math.min(members.size(), JUDGED));
    AnovaExpansion c = new AnovaExpansion(code, duals, seen.mean(), scales(setting), alpha);
    return new Fitted(c, residuals, seen.error(residuals));
  }

  @Override
  public void save(DataOutput out) throws IOException {
    code.save(out);
    out.writeInt(setting);
    out.writeLong(last);
    out.writeLong(contest);
    out.writeInt(members.size());
    for (Member member : members) {
      Numbers.write(out, member.event);
      Numbers.write(out, new double[] {member.value, member.weight});
    }
  }

  @Override
  public void load(DataInput in) throws IOException {
    code = code.load(in);
    setting = in.readInt();
    last = in.readLong();
    contest = in.readLong();
    int count = in.readInt();
    members.clear();
    for (int n = 0; n < count; n++) {
      double[] event = new double[size];
      double[] numbers = new double[2];
      Numbers.read(in, event);
      Numbers.read(in, numbers);
      members.add(new Member(event, numbers[0], numbers[1]));
    }
    ridge = null;
  }

  @Override
  public KnownMean loadSurrogate(DataInput in) throws IOException {
    return AnovaExpansion.load(code, in);
  }
}
