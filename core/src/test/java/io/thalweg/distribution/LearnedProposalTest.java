package io.thalweg.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.Events;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The state of a learned sampling law. */
class LearnedProposalTest {

  @Test
  void theStateOfOneThatLearnedNothingIsLoadedIntoOneThatDid() throws IOException {
    LearnedProposal fresh = new LearnedProposal(0.1, 100);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    fresh.save(new DataOutputStream(bytes));
    LearnedProposal used = new LearnedProposal(0.1, 100);
    learn(used);
    used.load(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    assertEquals(learn(fresh), learn(used));
  }

  /** The logarithm of the probability of 2 under the law that was learned. */
  private static double learn(LearnedProposal proposal) {
    Gaussian law = Gaussian.of(0, 1);
    SplittableRandom random = new SplittableRandom(1);
    for (int n = 0; n < 30; n++) {
      Events x = law.sample(50, random);
      proposal.learn(law, x, Arrays.stream(x.values()).map(v -> v > 1.5 ? v : 0).toArray());
    }
    return proposal.of(law).logProbability(Events.of(new double[] {2}, 1, 1))[0];
  }
}
