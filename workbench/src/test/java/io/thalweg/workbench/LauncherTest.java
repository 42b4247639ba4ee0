package io.thalweg.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The script that starts the workbench, in a house of its own with a workbench that only reports.
 */
class LauncherTest {

  private static final String REPORTER =
      """
      package io.thalweg.workbench;

      public class Thalweg {
        public static void main(String[] arguments) {
          System.out.println("options " + java.lang.management.ManagementFactory
              .getRuntimeMXBean().getInputArguments());
          System.out.println("arguments " + java.util.List.of(arguments).toString()
              .chars().mapToObj(c -> c < 128 ? "" + (char) c : String.format("\\\\u%04x", c))
              .collect(java.util.stream.Collectors.joining()));
        }
      }
      """;

  /** Says what it was started with and makes no archive. */
  private static final String ECHO =
      "case \"$*\" in *ArchiveClassesAtExit*) exit 1 ;; esac\necho \"$*\"";

  @TempDir private static Path classes;
  @TempDir private Path folder;
  private Path home;
  private Path target;

  private record Run(int exit, String out, String err) {}

  @BeforeAll
  static void compile() throws IOException {
    Path source = Files.writeString(classes.resolve("Thalweg.java"), REPORTER);
    assertEquals(
        0,
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", classes.toString(), source.toString()));
  }

  @BeforeEach
  void build() throws IOException {
    assumeTrue(!System.getProperty("os.name").startsWith("Windows"), "the script is one of bash");
    home = folder.resolve("home");
    target = home.resolve("workbench/target");
    Files.createDirectories(target);
    Files.createDirectories(home.resolve("workbench/src/main"));
    Files.createDirectories(home.resolve("benchmarks/peers"));
    Files.createFile(home.resolve("pom.xml"));
    Files.createFile(home.resolve("workbench/pom.xml"));
    Files.copy(Path.of("..", "thalweg"), home.resolve("thalweg"));
    executable(home.resolve("thalweg"));
    jar(target.resolve("thalweg-workbench.jar"));
    jar(target.resolve("other.jar"));
    Files.writeString(target.resolve("classpath.txt"), target.resolve("other.jar").toString());
  }

  private static void executable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void jar(Path file) throws IOException {
    String name = "io/thalweg/workbench/Thalweg.class";
    try (OutputStream bytes = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(bytes)) {
      jar.putNextEntry(new JarEntry(name));
      Files.copy(classes.resolve(name), jar);
      jar.closeEntry();
    }
  }

  /** A JDK whose Java is a script. */
  private Path jdk(String release, String script) throws IOException {
    Path jdk = folder.resolve("jdk");
    Path java = Files.createDirectories(jdk.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\n" + script + "\n");
    executable(java);
    Files.deleteIfExists(jdk.resolve("release"));
    if (!release.isEmpty()) {
      Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"%s\"\n".formatted(release));
    }
    return jdk;
  }

  private static Path ownJdk() {
    return Path.of(System.getProperty("java.home"));
  }

  private Run run(Path jdk, String... command) throws IOException, InterruptedException {
    List<String> all =
        new ArrayList<>(List.of("env", "-u", "JDK_JAVA_OPTIONS", "JAVA_HOME=" + jdk));
    all.addAll(List.of(command));
    try (ChildProcess process = new ChildProcess(folder, all)) {
      int exit = process.await(120);
      return new Run(exit, process.out(), process.err());
    }
  }

  private Run start(String... arguments) throws IOException, InterruptedException {
    return start(ownJdk(), arguments);
  }

  private Run start(Path jdk, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(home.resolve("thalweg").toString()));
    command.addAll(List.of(arguments));
    return run(jdk, command.toArray(String[]::new));
  }

  private List<Path> archives() throws IOException {
    try (Stream<Path> files = Files.list(target)) {
      return files.filter(file -> file.toString().contains(".jsa")).toList();
    }
  }

  @Test
  void theScriptPassesTheSyntaxCheckOfBash() throws IOException, InterruptedException {
    assertEquals(new Run(0, "", ""), run(ownJdk(), "bash", "-n", "../thalweg"));
  }

  @ParameterizedTest
  @CsvSource({
    "list --json, false, true",
    "--verbose list, false, true",
    "--version, false, true",
    "new My.java, false, true",
    "train --help, false, true",
    "compare toy, false, false",
    "flow, false, false",
    "regression, false, false",
    "sensitivity, false, false",
    "tune, false, false",
    "simopt, false, false",
    "train digits, true, false",
    "--verbose train digits, true, false",
    "bench --quick, true, false",
    "reproduce --short, true, false",
  })
  void everyCommandGetsTheOptionsThatItGainsFrom(String arguments, boolean vectors, boolean isShort)
      throws IOException, InterruptedException {
    Run run = start(jdk("17.0.1", ECHO), arguments.split(" "));
    assertEquals(0, run.exit(), run::err);
    assertEquals("", run.err());
    assertTrue(run.out().endsWith(" io.thalweg.workbench.Thalweg " + arguments + "\n"), run::out);
    assertEquals(vectors, run.out().contains("--add-modules jdk.incubator.vector"), run::out);
    String apart = "-XX:CompileCommand=dontinline,io.thalweg.internal.kernel.Simd*::*";
    assertEquals(vectors, run.out().contains(apart), run::out);
    assertEquals(!vectors, run.out().contains("-Dthalweg.kernels=scalar"), run::out);
    assertEquals(isShort, run.out().contains("-XX:TieredStopAtLevel=1"), run::out);
    assertFalse(run.out().contains("SharedArchiveFile"), run::out);
    assertFalse(run.out().contains("--enable-native-access"), run::out);
  }

  @Test
  void withoutArgumentsTheWorkbenchSaysWhatItKnows() throws IOException, InterruptedException {
    Run run = start(jdk("17.0.1", ECHO));
    assertEquals(0, run.exit(), run::err);
    assertTrue(run.out().endsWith(" io.thalweg.workbench.Thalweg\n"), run::out);
  }

  @ParameterizedTest
  @ValueSource(strings = {"24", "25.0.3", "26-ea"})
  void newerJavaIsToldThatNativeCodeIsWanted(String version)
      throws IOException, InterruptedException {
    Run run = start(jdk(version, ECHO), "list");
    assertEquals(0, run.exit(), run::err);
    assertTrue(run.out().contains("--enable-native-access=ALL-UNNAMED"), run::out);
  }

  @Test
  void anArchiveIsMadeOnceAndAgainWhenAJarChanges() throws IOException, InterruptedException {
    assertEquals("", start("list").err());
    Path archive = archives().get(0);
    assertEquals(1, archives().size());
    assertTrue(Files.size(archive) > 0);
    Object first = Files.getAttribute(archive, "unix:ino");
    Run again = start("list");
    assertTrue(again.out().contains("-XX:SharedArchiveFile=" + archive), again::out);
    assertEquals(first, Files.getAttribute(archive, "unix:ino"));
    FileTime later = FileTime.fromMillis(Files.getLastModifiedTime(archive).toMillis() + 10_000);
    Files.setLastModifiedTime(target.resolve("other.jar"), later);
    assertEquals(again, start("list"));
    assertNotEquals(first, Files.getAttribute(archive, "unix:ino"));
    assertEquals(1, archives().size());
  }

  @Test
  void anArchiveThatDoesNotFitIsPassedOverInSilence() throws IOException, InterruptedException {
    Run fitting = start("list");
    Path archive = archives().get(0);
    // Older than the archive, and not what it was made of.
    Files.setLastModifiedTime(target.resolve("other.jar"), FileTime.fromMillis(0));
    assertEquals(fitting, start("list"));
    Files.delete(archive);
    Files.writeString(archive, "no archive at all");
    assertEquals(fitting, start("list"));
  }

  @Test
  void aJavaThatMakesNoArchiveIsAskedForItOnce() throws IOException, InterruptedException {
    Path asked = folder.resolve("asked");
    Path jdk =
        jdk(
            "17.0.1",
            "case \"$*\" in *ArchiveClassesAtExit*) echo once >>'%s'; exit 1 ;; esac"
                .formatted(asked));
    assertEquals(new Run(0, "", ""), start(jdk, "list"));
    assertEquals(new Run(0, "", ""), start(jdk, "list"));
    assertEquals(List.of("once"), Files.readAllLines(asked));
  }

  @Test
  void everyJdkHasAnArchiveOfItsOwn() throws IOException, InterruptedException {
    for (String version : List.of("17.0.1", "17.0.2", "17.0.1")) {
      assertEquals(0, start(jdk(version, ECHO), "list").exit());
    }
    assertEquals(2, archives().size());
  }

  @Test
  void aJavaWithoutAReleaseFileIsAskedForItsVersion() throws IOException, InterruptedException {
    String script = "case \"$*\" in *-XshowSettings*) echo '    java.version = %s' >&2 ;; esac";
    Path young = jdk("", script.formatted("17.0.1") + "\n" + ECHO);
    assertEquals(0, start(young, "list").exit());
    Path old = jdk("", script.formatted("11.0.2") + "\n" + ECHO);
    assertEquals(
        new Run(1, "", "thalweg: Java 11 is too old; a JDK 17 or newer is needed\n"),
        start(old, "list"));
  }

  @Test
  void javaThatIsTooOldOrMissingOrBrokenIsSaidInOneLine() throws IOException, InterruptedException {
    assertEquals(
        new Run(1, "", "thalweg: Java 8 is too old; a JDK 17 or newer is needed\n"),
        start(jdk("1.8.0_392", "exit 3"), "list"));
    assertEquals(
        new Run(1, "", "thalweg: Java 11 is too old; a JDK 17 or newer is needed\n"),
        start(jdk("11.0.2", "exit 3"), "list"));
    Path broken = jdk("", "exit 3");
    assertEquals(
        new Run(
            1,
            "",
            "thalweg: %s/bin/java does not start; install a JDK 17 or newer, or set JAVA_HOME\n"
                .formatted(broken)),
        start(broken, "list"));
    Path none = folder.resolve("none");
    assertEquals(
        new Run(1, "", "thalweg: JAVA_HOME is %s, which holds no bin/java\n".formatted(none)),
        start(none, "list"));
  }

  @Test
  void namesOutsideOfAsciiAreReadUnderTheLocaleC() throws IOException, InterruptedException {
    for (String locale : List.of("LC_ALL=C", "LC_CTYPE=POSIX", "LANG=")) {
      Run run =
          run(
              ownJdk(),
              "env",
              "-u",
              "LC_ALL",
              "-u",
              "LC_CTYPE",
              "-u",
              "LANG",
              locale,
              "bash",
              "-c",
              home.resolve("thalweg") + " compare \"$(printf 'Gr\\303\\266\\303\\237e.java')\"");
      assertEquals(0, run.exit(), run::err);
      assertTrue(run.out().endsWith("arguments [compare, Gr\\u00f6\\u00dfe.java]\n"), run::out);
    }
  }

  /** The scripts for Windows, which cannot run here but can be read. */
  @Test
  void theLauncherForWindowsGivesJavaTheSameOptions() throws IOException {
    String windows = Files.readString(Path.of("..", "thalweg.ps1"));
    String script = Files.readString(Path.of("..", "thalweg"));
    Pattern option = Pattern.compile("(?<![\\w$])(-XX:|-D|--)[\\w.+-]+(=[\\w.,:*-]+)?");
    List<String> options =
        option
            .matcher(script.substring(script.indexOf("mvn -B")))
            .results()
            .map(MatchResult::group)
            // Of the archive of class data and of rows, which Windows does without, and of --json.
            .filter(one -> !one.matches(".*(Archive|error|json).*"))
            .toList();
    assertTrue(options.size() > 12, options::toString);
    for (String one : options) {
      assertTrue(windows.contains(one), one);
    }
    assertEquals(
        "@powershell -NoProfile -ExecutionPolicy Bypass -File \"%~dp0thalweg.ps1\" %*\n",
        Files.readString(Path.of("..", "thalweg.cmd")));
  }

  @Test
  void linksToTheScriptAreFollowed() throws IOException, InterruptedException {
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
    Path first = Files.createSymbolicLink(home.resolve("first"), Path.of("thalweg"));
    Path second =
        Files.createSymbolicLink(elsewhere.resolve("second"), Path.of("..", "home", "first"));
    assertTrue(Files.exists(first));
    Run run = run(jdk("17.0.1", ECHO), second.toString(), "list");
    assertEquals(0, run.exit(), run::err);
    assertTrue(run.out().endsWith("Thalweg list\n"), run::out);
  }

  @Test
  void changedSourcesAreBuiltFirst() throws IOException, InterruptedException {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Files.writeString(bin.resolve("mvn"), "#!/bin/sh\necho \"built with $*\"\n");
    executable(bin.resolve("mvn"));
    String path = "PATH=%s:%s".formatted(bin, System.getenv("PATH"));
    Path jdk = jdk("17.0.1", ECHO);
    Path script = home.resolve("thalweg");
    assertEquals("", run(jdk, "env", path, script.toString(), "list").err());
    Path source = Files.createFile(home.resolve("workbench/src/main/New.java"));
    FileTime later =
        FileTime.fromMillis(
            Files.getLastModifiedTime(target.resolve("classpath.txt")).toMillis() + 5_000);
    Files.setLastModifiedTime(source, later);
    Run run = run(jdk, "env", path, script.toString(), "list");
    assertEquals(0, run.exit(), run::err);
    assertTrue(run.err().startsWith("thalweg: building;"), run::err);
    assertTrue(Files.readString(target.resolve("build.log")).startsWith("built with -B"));
    assertTrue(run.out().endsWith("Thalweg list\n"), run::out);
  }

  @Test
  void sparkIsBuiltForThoseWhoAskForIt() throws IOException, InterruptedException {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Files.writeString(bin.resolve("mvn"), "#!/bin/sh\necho \"built with $*\"\n");
    executable(bin.resolve("mvn"));
    for (String module : List.of("core", "spark")) {
      Files.createDirectories(home.resolve(module).resolve("src/main"));
      Files.createFile(home.resolve(module).resolve("pom.xml"));
    }
    Path spark = Files.createDirectories(home.resolve("spark/target")).getParent();
    Files.setLastModifiedTime(
        target.resolve("classpath.txt"), FileTime.fromMillis(System.currentTimeMillis() + 5_000));
    String path = "PATH=%s:%s".formatted(bin, System.getenv("PATH"));
    Path jdk = jdk("17.0.1", ECHO);
    String script = home.resolve("thalweg").toString();
    Run without = run(jdk, "env", path, script, "compare", "My.java");
    assertEquals("", without.err());
    assertFalse(without.out().contains("thalweg.spark"), without::out);
    Run first = run(jdk, "env", path, script, "compare", "My.java", "--spark");
    assertTrue(first.err().startsWith("thalweg: building the module of Spark;"), first::err);
    assertTrue(
        Files.readString(target.resolve("build.log")).startsWith("built with -B -pl spark -am"));
    assertTrue(first.out().contains("-Dthalweg.spark=" + spark), first::out);
    Run second = run(jdk, "env", path, script, "compare", "My.java", "--spark=local[2]");
    assertEquals("", second.err());
    assertTrue(second.out().contains("-Dthalweg.spark=" + spark), second::out);
  }
}
