package io.thalweg.workbench.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.thalweg.workbench.problem.UserClassPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ClassPathTest {

  @TempDir private Path folder;

  private String digest() {
    CommandLine line = new CommandLine(new UserClassPath());
    line.parseArgs("--class-path", folder.toString());
    return ClassPath.digest(line.getCommandSpec());
  }

  @Test
  void classesThatAUserBuildsAgainAreOthers() throws IOException {
    Path classes = Files.createDirectories(folder.resolve("mine"));
    Files.writeString(classes.resolve("F.class"), "1");
    String before = digest();
    assertEquals(before, digest());
    Files.writeString(classes.resolve("F.class"), "12");
    assertNotEquals(before, digest());
    String built = digest();
    Files.writeString(classes.resolve("G.class"), "1");
    assertNotEquals(built, digest());
  }
}
