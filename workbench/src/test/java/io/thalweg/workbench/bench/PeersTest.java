package io.thalweg.workbench.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.thalweg.benchmarks.Timing;
import io.thalweg.benchmarks.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs that hang are ended; what they said before counts. */
@Timeout(60)
class PeersTest {

  private static final Workload TOY = Workload.all().get(0);

  @TempDir private Path folder;

  @Test
  void pythonsThatDoNotAnswerAreRefused() throws IOException {
    FakePython python = FakePython.slow(folder);
    Exception refusal =
        assertThrows(
            Peers.PeerException.class, () -> Peers.of(python.path(), new Peers.Limits(1, 1)));
    assertEquals(python.path() + " did not answer within 1 s", refusal.getMessage());
  }

  @Test
  void scriptsThatHangAreEndedAndNotRunAgain() throws Exception {
    FakePython python =
        FakePython.withTorch(
            folder, FakePython.echo("torch", "relax, a step a call", "1", 50) + "sleep 100\n");
    Optional<String> late = Optional.of("the script of toy_relax under torch took longer than 1 s");
    try (Peers peers = Peers.of(python.path(), new Peers.Limits(30, 1))) {
      Peers.Answer first = run(peers, Peers.Library.TORCH);
      Peers.Line line = new Peers.Line(Peers.Library.TORCH, "relax, a step a call", 1, 50);
      assertEquals(new Peers.Answer(List.of(line), late), first);
      assertEquals(new Peers.Answer(List.of(), late), run(peers, Peers.Library.TORCH));
      Peers.Answer other = run(peers, Peers.Library.JAX);
      assertEquals(2, other.lines().size());
      assertEquals(Optional.empty(), other.failure());
    }
  }

  private static Peers.Answer run(Peers peers, Peers.Library library) throws IOException {
    return peers.run(TOY, library, Timing.Effort.QUICK, 1);
  }
}
