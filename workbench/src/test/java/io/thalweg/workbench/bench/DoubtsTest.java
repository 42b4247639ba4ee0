package io.thalweg.workbench.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.benchmarks.Timing;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DoubtsTest {

  private final Doubts doubts = new Doubts();

  private static Timing timing(double spread, boolean interpreted) {
    return new Timing(10, 11, spread, interpreted);
  }

  @Test
  void aSteadySeriesOnAQuietMachineRaisesNone() {
    doubts.load(Doubts.LOAD * 2, 2);
    doubts.measured("a", timing(Doubts.SPREAD, false));
    assertEquals(Optional.empty(), doubts.sentence());
  }

  @Test
  void aLoadThatIsUnknownRaisesNone() {
    doubts.load(-1, 2);
    assertEquals(Optional.empty(), doubts.sentence());
  }

  @Test
  void theLoadCountsForEachCore() {
    doubts.load(3, 2);
    assertEquals(
        Optional.of(
            "our times are doubtful: other programs kept the machine busy, with a load of 3.0 on 2"
                + " cores"),
        doubts.sentence());
    doubts.load(3, 8);
    assertEquals(Optional.empty(), doubts.sentence());
  }

  @Test
  void theWorstOfTheUnsteadySeriesIsNamed() {
    doubts.measured("a", timing(0.01, false));
    doubts.measured("b", timing(0.9, false));
    doubts.measured("c", timing(2, false));
    assertEquals(
        Optional.of(
            "our times are doubtful: the times of 2 of 3 measurements vary by more than 30 %,"
                + " those of c by 200 %"),
        doubts.sentence());
  }

  @Test
  void interpretedVectorsAreCounted() {
    doubts.measured("a", timing(0, true));
    doubts.measured("b", timing(0, false));
    assertEquals(
        Optional.of(
            "our times are doubtful: in 1 of 2 measurements vectors were still interpreted, and"
                + " many times slower than compiled ones"),
        doubts.sentence());
  }
}
