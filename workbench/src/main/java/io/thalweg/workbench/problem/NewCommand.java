package io.thalweg.workbench.problem;

import io.thalweg.workbench.output.OutputException;
import io.thalweg.workbench.output.ResultFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import javax.lang.model.SourceVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command that writes a Java file with a problem as a starting point. */
@Command(
    name = "new",
    description = "Write a Java file with a sample problem, as a starting point.%n",
    mixinStandardHelpOptions = true)
public final class NewCommand implements Runnable {

  private static final String SUFFIX = ".java";

  @Parameters(paramLabel = "FILE", description = "The file to write, such as My.java.")
  private Path file;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    String name = String.valueOf(file.getFileName());
    String type = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : "";
    if (!SourceVersion.isIdentifier(type) || SourceVersion.isKeyword(type)) {
      throw new ParameterException(
          spec.commandLine(),
          "%s is no name of a Java class; it must be one such as My.java.".formatted(name));
    }
    try {
      Files.writeString(file, template().replace("{{name}}", type), StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw new OutputException("%s is there already and was left as it is".formatted(file), e);
    } catch (IOException e) {
      throw ResultFiles.cannotWrite(file, e);
    }
    spec.commandLine().getOut().printf("Wrote %1$s. Next: ./thalweg compare %1$s%n", file);
    spec.commandLine().getOut().flush();
  }

  private static String template() {
    try (InputStream in = NewCommand.class.getResourceAsStream("problem.java.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
