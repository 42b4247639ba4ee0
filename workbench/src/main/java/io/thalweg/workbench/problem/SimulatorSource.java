package io.thalweg.workbench.problem;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** The options of commands that run the simulator of a Java file: what it needs, and Spark. */
public final class SimulatorSource implements AutoCloseable {

  @Mixin private UserClassPath classPath;

  @Mixin private SparkOptions spark;

  private Optional<SparkOptions.SparkRunMaker> maker = Optional.empty();

  /**
   * Compiles a file.
   *
   * @throws CommandLine.ParameterException if an option does not fit
   * @throws JavaProblem.ProblemException if the file states no simulator
   * @throws SourceFile.CompileException if it does not compile
   */
  public JavaSimulator open(CommandLine line, String name) {
    List<Path> entries = classPath.entries(line);
    JavaSimulator file = JavaSimulator.open(Path.of(name), entries);
    maker = spark.maker(line, file, entries);
    return file;
  }

  /**
   * Refuses Spark for a problem that is no file.
   *
   * @throws CommandLine.ParameterException if the options ask for it
   */
  public void refuse(CommandLine line, String name) {
    spark.refuse(line, name);
  }

  /** Returns what makes the runs of the file by Spark; empty if the options do not say so. */
  public Optional<SparkOptions.SparkRunMaker> maker() {
    return maker;
  }

  /** Ends Spark, if it made the runs. */
  @Override
  public void close() {
    maker.ifPresent(SparkOptions.SparkRunMaker::close);
  }
}
