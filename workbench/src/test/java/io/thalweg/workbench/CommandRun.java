package io.thalweg.workbench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/**
 * One command line, run within this process.
 *
 * @param exit its code
 * @param out what it printed on standard output
 * @param err what it printed on standard error, progress apart
 * @param progress lines on the way
 */
public record CommandRun(int exit, String out, String err, String progress) {

  // Strict: anything behind the document is an error too.
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  public static CommandRun of(String... arguments) {
    return of(CommandLine.defaultFactory(), arguments);
  }

  /** Runs a command that a factory makes. */
  public static CommandRun of(CommandLine.IFactory factory, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    ByteArrayOutputStream progress = new ByteArrayOutputStream();
    PrintStream before = System.err;
    System.setErr(new PrintStream(progress, true, StandardCharsets.UTF_8));
    try {
      int exit = Thalweg.run(arguments, new PrintWriter(out), new PrintWriter(err), factory);
      return new CommandRun(
          exit, out.toString(), err.toString(), progress.toString(StandardCharsets.UTF_8));
    } finally {
      System.setErr(before);
    }
  }

  /** Reads a command, which is not run. */
  public static CommandLine.ParseResult parsed(String... arguments) {
    return new CommandLine(new Thalweg()).parseArgs(arguments).subcommand();
  }

  /** Runs a command that must succeed and print one JSON document, and nothing else. */
  public static JsonNode json(String... arguments) {
    CommandRun run = of(arguments);
    if (run.exit() != 0 || !run.err().isEmpty()) {
      throw new AssertionError("exit %d: %s".formatted(run.exit(), run.err()));
    }
    return parse(run.out());
  }

  public static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("this is no JSON document: " + text, e);
    }
  }
}
