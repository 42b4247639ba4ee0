package io.thalweg.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exit codes and messages: 2 on bad usage, 1 on failure, always with one clear line. */
class UsageTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          compre toy                           | Unmatched arguments from index 0: 'compre', 'toy'
          compare                              | Missing required parameter: 'PROBLEM'
          compare tyo                          | There is no problem 'tyo'. Did you mean 'toy'?
          compare zzzzzzzz                     | There is no problem 'zzzzzzzz'. 'thalweg list' names all
          compare toy --estimators rlooo         | There is no estimator 'rlooo'. Did you mean 'rloo'?
          compare toy --drows 400              | Unknown options: '--drows', '400'
          compare toy --draws 1e4x             | Invalid value for option '--draws': '1e4x' is not a whole number, such as
          compare toy --draws 1.5              | Invalid value for option '--draws': '1.5' is not a whole number
          compare toy --draws 1e10             | Invalid value for option '--draws': '1e10' is too large
          compare toy --draws 0.099e3          | --draws is 99; it must be at least 1000.
          compare toy --draws 9_9              | --draws is 99; it must be at least 1000.
          compare toy --draws 99               | --draws is 99; it must be at least 1000.
          compare toy --seed x                 | Invalid value for option '--seed': 'x' is not a whole number, such as 1000
          compare toy --estimators             | Missing required parameter for option '--estimators'
          compare cos --estimators arm         | arm needs Bernoulli law, values of f; problem cos does not
          train                                | Missing required parameter: 'MODEL'
          train digit                          | There is no model 'digit'. Did you mean 'digits'?
          train digits --steps 0               | --steps is 0; it must be at least 1.
          train digits --seeds -1              | --seeds is -1; it must be at least 1.
          train digits --threads 0             | --threads is 0; it must be at least 1.
          train digits --set hidden=deep       | --set: hidden is 'deep'; it must be like 512-256, or none.
          train digits --set hiden=none       | There is no setting 'hiden'. Did you mean 'hidden'?
          train halves --like relax           | --like relax has task=reconstruct, but halves is a model of task=complete;
          train digits --set depth=2           | There is no setting 'depth'. 'thalweg list --plans' names all.
          train digits --like relaxx           | There is no paper 'relaxx'. Did you mean 'relax'?
          train digits --steps 5 --epochs 1    | --steps and --epochs say the same; give one of them.
          train digits --steps 5 --budget seconds=1 | --steps and --budget say the same; give one of them.
          train digits --budget minutes=1      | --budget is 'minutes=1'; it must be evaluations=N or seconds=N.
          train digits --budget seconds        | --budget is 'seconds'; it must be evaluations=N or seconds=N.
          train digits --budget seconds=soon   | --budget is 'seconds=soon'; N must be a whole number, such as
          train digits --budget seconds=0.5    | --budget is 'seconds=0.5'; N must be a whole number, such as
          train digits --budget evaluations=0  | --budget is 'evaluations=0'; N must be within 1 and 1e15.
          train digits --patience 0            | --patience is 0; it must be at least 1.
          train digits --watch 70000           | --watch is 70000; it must be a port, at most 65535.
          train --watch=soon digits            | Invalid value for option '--watch': 'soon' is not a whole
          train cartpole --budget seconds=1    | --budget is for models of images; cartpole takes --episodes.
          train cartpole --patience 1          | --patience is for models of images; cartpole takes
          train plackett_luce --epochs 1       | --epochs is for models of images; plackett_luce takes --steps.
          train plackett_luce --set rate=2     | --set: rate is '2'; it must be a number of 0 to 1.
          train plackett_luce --set rates=1    | --set: there is no setting 'rates'; there are items, rate,
          train plackett_luce --like relax     | --like is for models of images; plackett_luce takes --steps.
          train plackett_luce --data out       | --data is for models of images and attention; plackett_luce
          train attention --data out --epochs 1 | --epochs is for models of images; attention takes --steps.
          train cartpole --set rate=1          | --set is for models of images; cartpole takes --episodes.
          train plackett_luce --episodes 1     | --episodes is for policies; plackett_luce takes --steps.
          train plackett_luce --steps 0        | --steps is 0; it must be at least 1.
          train plackett_luce --estimators arm | arm needs Bernoulli law, values of f; the toy plackett_luce
          train placket_luce                   | There is no model 'placket_luce'. Did you mean 'plackett_luce'?
          train digits --estimators enumeration | enumeration needs Finite law, values of f; a model with
          train categorical --estimators arm   | arm needs Bernoulli law, values of f; a model with categorical
          train digits --episodes 5            | --episodes is for policies; digits takes --steps.
          train cartpole --steps 5             | --steps is for models of images; cartpole takes --episodes.
          train cartpole --episodes 0          | --episodes is 0; it must be at least 1.
          train cartpole --estimators rlooo      | There is no method 'rlooo'. Did you mean 'rloo'? These fit
          train cartpole --estimators rloo:draw=2 | rloo has no setting 'draw'; it has draws.
          train cartpole --estimators antithetic_reparameterization | antithetic_reparameterization does not fit cartpole:
          train cartpole --estimators importance_sampling | importance_sampling does not fit cartpole: it draws actions of
          train pendulum --estimators arsm     | arsm does not fit pendulum: it needs a Categorical law, and the
          train pendulum --estimators rloo:draws=64 | rloo:draws=64 does not fit pendulum: a step asks for 63
          sensitivity                          | Missing required parameter: 'FILE'
          sensitivity queue                    | queue is no Java file; its name must end in .java.
          sensitivity My.java --runs 199       | --runs is 199; it must be at least 200.
          sensitivity My.java --threads 0      | --threads is 0; it must be at least 1.
          sensitivity My.java --within 0       | --within is 0.0; it must be finite and above 0.
          sensitivity My.java --quantile 95    | --quantile is 95.0; it must be between 0 and 1.
          sensitivity My.java --tail-mean 0.9,1 | --tail-mean is 1.0; it must be between 0 and 1.
          sensitivity My.java --seconds -1     | --seconds is -1.0; it must be finite and above 0.
          tune                                 | Missing required parameter: 'FILE|PROBLEM'
          tune san_2                           | There is no Java file and no problem 'san_2'. Did you mean 'san_1'?
          tune san_1 --maximize                | --maximize is for a Java file; a problem of SimOpt says itself what is
          tune san_1 --output time             | --output is for a Java file; a problem of SimOpt says itself what is
          tune san_1 --runs 1                  | --runs is 1; it must be at least 2.
          tune san_1 --together 1              | --together is 1; it must be at least 2.
          tune san_1 --threads 0               | --threads is 0; it must be at least 1.
          tune san_1 --rate 0                  | --rate is 0.0; it must be finite and above 0.
          compare toy --seconds Infinity       | --seconds is Infinity; it must be finite and above 0.
          tune san_1 --within -1               | --within is -1.0; it must be finite and above 0.
          tune san_1 --seconds NaN             | --seconds is NaN; it must be finite and above 0.
          tune mm1_1 --freeze servic           | There is no parameter 'servic'.
          tune san_1 --bounds arc=0:1          | There is no parameter 'arc'. There are: arc 1 to 2 rate, arc 1 to 3 rate,
          tune network_1 --freeze route        | All parameters are frozen; there is nothing to tune.
          tune network_1 --bounds route=0:1    | --bounds is of one parameter, and input route has 10, such as
          tune mm1_1 --bounds service=1        | --bounds is 'service=1'; it must be NAME=LOW:HIGH, such as 'service
          tune mm1_1 --bounds service=a:b      | --bounds is 'service=a:b'; it must be NAME=LOW:HIGH, such as
          tune mm1_1 --bounds service=100:200  | --bounds: service rate starts at
          simopt san_2                         | There is no problem 'san_2'. Did you mean 'san_1'?
          simopt --solvers cma                 | There is no solver 'cma'.
          simopt --macro 0                     | --macro is 0; it must be at least 1.
          simopt --measured 0                  | --measured is 0; it must be at least 1.
          simopt --budget 99                   | --budget is 99; it must be at least 100.
          regression --draws 99                | --draws is 99; it must be at least 100.
          regression --seeds 0                 | --seeds is 0; it must be at least 1.
          search --rate 0                      | --rate is 0.0; it must be finite and above 0.
          search sat30 --searches cma          | There is no search 'cma'. Did you mean 'cma_es'?
          search sat3                          | There is no problem 'sat3'. Did you mean 'sat30'?
          regression --problems tanh21         | There is no problem 'tanh21'. Did you mean 'tanh20', 'tanh50' or
          train mnist                          | mnist is not part of the library; give the folder of its
          flow tyo                             | There is no problem 'tyo'. Did you mean 'toy'?
          flow toy                             | flow needs a law with a path; problem toy does not give
          flow newsvendor                      | flow needs a law with a path; problem newsvendor does
          flow evidence                        | flow needs the mean of f, not a bound; problem evidence
          flow --rows evidence                 | flow needs the mean of f, not a bound; problem evidence
          flow vae                             | flow needs a law of one context, not of 8; problem vae does
          regression --problems beta           | regression needs independent bits, categories, or numbers
          flow gaussian queue                  | Unmatched argument at index 2: 'queue'
          flow --draws 1199                    | --draws is 1199; it must be at least 1200.
          bench --workloads vae_bernouli           | There is no workload 'vae_bernouli'. Did you mean 'vae_bernoulli'?
          bench --rounds 0                     | --rounds is 0; it must be at least 1.
          bench --peers /no/such               | --peers: /no/such cannot be started; it is no Python.
          data                                 | Missing required parameter: 'SET'
          data minst                           | There is no data set 'minst'. Did you mean 'mnist'?
          train fashion                        | fashion is not part of the library; give the folder of its
          """)
  void badUsageExitsWith2AndSaysWhy(String arguments, String message) {
    CommandRun run = CommandRun.of(arguments.split(" ", -1));
    assertEquals(2, run.exit());
    assertEquals("", run.out());
    List<String> lines = run.err().lines().toList();
    assertTrue(lines.get(0).startsWith("thalweg: " + message), run::err);
    assertTrue(lines.get(lines.size() - 1).matches("See 'thalweg.* --help'\\."), run::err);
    assertTrue(lines.size() <= 3, run::err);
  }

  @Test
  void nearestCommandsAndOptionsAreSuggested() {
    assertTrue(CommandRun.of("compre").err().contains("Did you mean: thalweg compare or"));
    assertTrue(CommandRun.of("compare", "toy", "--drows", "1").err().contains("--draws"));
  }

  @Test
  void withoutACommandUsageIsShownAsAnError() {
    CommandRun run = CommandRun.of();
    assertEquals(2, run.exit());
    assertEquals("", run.out());
    assertTrue(run.err().startsWith("thalweg: no command was given"), run::err);
    for (String command :
        List.of(
            "list",
            "compare",
            "train",
            "flow",
            "regression",
            "search",
            "sensitivity",
            "tune",
            "simopt",
            "bench",
            "data")) {
      assertTrue(run.err().contains("  " + command + " "), run::err);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--help",
    "help",
    "help compare",
    "list --help",
    "compare --help",
    "train --help",
    "flow --help",
    "regression --help",
    "search --help",
    "sensitivity --help",
    "tune --help",
    "simopt --help",
    "bench --help",
    "data --help"
  })
  void helpIsPrintedOnRequest(String arguments) {
    CommandRun run = CommandRun.of(arguments.split(" ", -1));
    assertEquals(0, run.exit());
    assertEquals("", run.err());
    assertTrue(run.out().startsWith("Usage: thalweg"), run::out);
    assertTrue(run.out().contains("--verbose"), run::out);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      quoteCharacter = '"',
      textBlock =
          """
          --help         @ ./thalweg flow             the unified view of estimators, in pictures
          compare --help @ With a setting: rloo:draws=8
          compare --help @ With several values of it: 'rloo:draws=2|4|8'
          compare --help @ --cost=UNIT         What estimators are charged in: time, that of an
          train --help   @ With several values of it: 'rloo:draws=2|4|8'
          train --help   @ tensorboard --logdir out/train-digits/tensorboard
          data --help    @ --data /usr/share/datasets/fashion-mnist
          """)
  void helpBreaksNoExample(String arguments, String example) {
    CommandRun run = CommandRun.of(arguments.split(" ", -1));
    assertTrue(run.out().lines().anyMatch(line -> line.endsWith(example)), run::out);
    assertTrue(run.out().lines().allMatch(line -> line.length() <= 80), run::out);
  }

  @Test
  void blanksAroundCommasAreLeftOut() {
    CommandRun run =
        CommandRun.of(
            "compare", "toy", "--draws", "1e3", "--json", "--estimators", " rloo , disarm ");
    assertEquals(0, run.exit(), run::err);
    assertEquals(2, CommandRun.parse(run.out()).get("estimators").size());
    String refusal = CommandRun.of("flow", "--rows", "x2, evidence").err();
    assertTrue(refusal.contains("problem evidence does not"), refusal);
    refusal = CommandRun.of("regression", "--problems", "bits10 ,beta").err();
    assertTrue(refusal.contains("problem beta does not"), refusal);
    refusal = CommandRun.of("bench", "--workloads", "toy_relax, toy").err();
    assertTrue(refusal.contains("There is no workload 'toy'"), refusal);
  }

  @Test
  void quietLeavesOutProgressAndNotes() {
    String[] command = {"compare", "toy", "--draws", "1000", "--estimators", "rloo", "--out"};
    String out = folder.resolve("out").toString();
    List<String> loud = new ArrayList<>(List.of(command));
    loud.add(out);
    CommandRun heard = CommandRun.of(loud.toArray(String[]::new));
    assertTrue(heard.progress().contains("Report: "), heard::progress);
    loud.add("--quiet");
    CommandRun quiet = CommandRun.of(loud.toArray(String[]::new));
    assertEquals("", quiet.progress());
    assertEquals("", quiet.err());
    assertTrue(quiet.out().contains("Winner: rloo"), quiet::out);
  }

  @Test
  void completionKnowsCommandsOptionsAndNames() {
    CommandRun script = CommandRun.of("generate-completion");
    assertEquals(0, script.exit(), script::err);
    for (String word : List.of("compare", "--draws", "bits10", "disarm", "digits", "cos2")) {
      assertTrue(script.out().contains(word), word);
    }
  }

  @Test
  void versionIsThatOfTheBuild() {
    CommandRun run = CommandRun.of("--version");
    assertEquals(0, run.exit());
    assertTrue(run.out().matches("(?s)thalweg \\d+\\.\\d+\\.\\d+\\S*\\RJava \\d+.*"), run::out);
  }

  @Test
  void unwritableFoldersAreFoundBeforeAnyWork() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertFails(
        "cannot write to %s: a file of that name is in the way".formatted(file),
        "compare",
        "toy",
        "--draws",
        "2000000000",
        "--out",
        file.toString());
    // The reason below a file is the system's own words.
    Path below = file.resolve("below");
    CommandRun run =
        CommandRun.of("train", "digits", "--steps", "2000000000", "--out", below.toString());
    assertEquals(1, run.exit());
    assertTrue(
        run.err().matches("thalweg: cannot write to \\Q%s\\E: [\\w ]+\\R".formatted(below)),
        run::err);
  }

  @Test
  void missingAndWrongDataFilesAreNamed() throws IOException {
    String out = folder.resolve("out").toString();
    Path missing = folder.resolve("data");
    assertFails(
        "the data folder %s does not exist".formatted(missing),
        "train",
        "mnist",
        "--data",
        missing.toString(),
        "--out",
        out);
    Files.createDirectory(missing);
    assertFails(
        "the data folder %s has no train-images-idx3-ubyte, t10k-images-idx3-ubyte, gzipped or not"
            .formatted(missing),
        "train",
        "fashion",
        "--data",
        missing.toString(),
        "--out",
        out);
    Path wrong = Files.writeString(missing.resolve("train-images-idx3-ubyte"), "not images");
    Files.createFile(missing.resolve("t10k-images-idx3-ubyte"));
    assertFails(
        wrong + " is no IDX file of images: it starts with 1852797984, not 2051",
        "train",
        "mnist",
        "--data",
        missing.toString(),
        "--out",
        out);
  }

  @Test
  void stackTracesArePrintedOnRequestAlone() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    CommandRun run = CommandRun.of("compare", "toy", "--out", file.toString(), "--verbose");
    assertEquals(1, run.exit());
    assertTrue(run.err().contains("\tat io.thalweg.workbench."), run::err);
    assertTrue(run.err().contains("a file of that name is in the way"), run::err);
  }

  private static void assertFails(String message, String... arguments) {
    CommandRun run = CommandRun.of(arguments);
    assertEquals(1, run.exit());
    assertEquals("", run.out());
    assertEquals("thalweg: " + message + System.lineSeparator(), run.err());
  }
}
