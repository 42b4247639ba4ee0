package io.thalweg.workbench.problem;

import io.thalweg.workbench.output.Digest;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A Java file, compiled in memory against the workbench's own class path, together with those files
 * of its folder and the folders of its packages that it needs.
 *
 * @param path the path of the file
 * @param text the text of the file
 */
public record SourceFile(Path path, String text) {

  private static final String BYTE_ORDER_MARK = "\ufeff";
  private static final Pattern PACKAGE = Pattern.compile("(?m)^\\s*package\\s+([\\w.]+)\\s*;");

  /** A file does not compile; the lines are those of javac. */
  public static final class CompileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String lines;

    CompileException(Path file, String lines) {
      super(file.getFileName() + " does not compile");
      this.lines = lines;
    }

    public String lines() {
      return lines;
    }
  }

  /**
   * Reads a file.
   *
   * @throws JavaProblem.ProblemException if it cannot be read
   */
  static SourceFile read(Path path) {
    try {
      if (Files.isDirectory(path)) {
        throw new JavaProblem.ProblemException("%s is a folder".formatted(path));
      }
      String text = Files.readString(path, StandardCharsets.UTF_8);
      return new SourceFile(path, text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
    } catch (MalformedInputException e) {
      throw new JavaProblem.ProblemException("%s is no text in UTF-8".formatted(path), e);
    } catch (IOException e) {
      String reason = Files.exists(path) ? e.getMessage() : "there is no such file";
      throw new JavaProblem.ProblemException("cannot read %s: %s".formatted(path, reason), e);
    }
  }

  /**
   * Compiles the file and returns its classes, also nested ones, in alphabetical order; those of
   * other files are compiled where it needs them, and not returned.
   *
   * @param classPath the jars and folders of classes that the file needs besides the workbench
   * @throws JavaProblem.ProblemException if this Java has no compiler
   * @throws CompileException if it does not compile
   */
  List<Class<?>> compile(List<Path> classPath) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new JavaProblem.ProblemException(
          "this Java has no compiler; install a JDK, or set JAVA_HOME to one");
    }
    StringWriter lines = new StringWriter();
    try (StandardJavaFileManager files =
            compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);
        InMemory memory = new InMemory(files)) {
      List<String> options =
          List.of(
              "-classpath",
              joined(classPath),
              "-sourcepath",
              root().toString(),
              "-Xprefer:source",
              "-proc:none",
              "-nowarn",
              "-g");
      boolean compiled =
          compiler.getTask(lines, memory, null, options, null, List.of(new Source(this))).call();
      if (!compiled) {
        throw new CompileException(path, lines.toString());
      }
      return memory.load(UserClassPath.urls(classPath));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a jar of all classes that were compiled together with one. */
  static Path jar(Class<?> type, Path to) throws IOException {
    Map<String, ByteArrayOutputStream> classes = ((FileFirst) type.getClassLoader()).classes;
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(to))) {
      for (Map.Entry<String, ByteArrayOutputStream> one : classes.entrySet()) {
        jar.putNextEntry(new JarEntry(one.getKey().replace('.', '/') + ".class"));
        one.getValue().writeTo(jar);
        jar.closeEntry();
      }
    }
    return to;
  }

  /** Digests all classes that were compiled together with one: of its file, and of others. */
  static String digest(Class<?> type) {
    return Digest.of(
        ((FileFirst) type.getClassLoader())
            .classes.values().stream().map(ByteArrayOutputStream::toByteArray).toList());
  }

  /** The folder from which the folders of packages go out; that of the file if it is in no such. */
  private Path root() {
    Path folder = path.toAbsolutePath().normalize().getParent();
    Matcher declared = PACKAGE.matcher(text);
    if (folder == null || !declared.find()) {
      return folder == null ? path.toAbsolutePath() : folder;
    }
    Path packages = Path.of(declared.group(1).replace('.', File.separatorChar));
    Path root = folder;
    for (int i = 0; i < packages.getNameCount() && root != null; i++) {
      root = root.getParent();
    }
    return folder.endsWith(packages) && root != null ? root : folder;
  }

  private static String joined(List<Path> classPath) {
    return Stream.concat(
            Stream.of(System.getProperty("java.class.path")),
            classPath.stream().map(Path::toString))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** The text that the compiler reads, under the name of its file. */
  private static final class Source extends SimpleJavaFileObject {

    private final SourceFile file;

    Source(SourceFile file) {
      super(file.path.toUri(), Kind.SOURCE);
      this.file = file;
    }

    @Override
    public String getName() {
      return file.path.toString();
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return file.text;
    }
  }

  /** Keeps the classes that the compiler makes. */
  private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {

    private final Map<String, ByteArrayOutputStream> classes = new TreeMap<>();
    private final Set<String> ofTheFile = new TreeSet<>();

    InMemory(JavaFileManager files) {
      super(files);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
      if (sibling instanceof Source) {
        ofTheFile.add(name);
      }
      return new SimpleJavaFileObject(
          URI.create("memory:///" + name.replace('.', '/') + kind.extension), kind) {
        @Override
        public OutputStream openOutputStream() {
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          classes.put(name, bytes);
          return bytes;
        }
      };
    }

    List<Class<?>> load(URL[] classPath) {
      // It stays open: the user's code may need more classes at any time.
      ClassLoader loader = new FileFirst(classes, classPath);
      List<Class<?>> loaded = new ArrayList<>();
      for (String name : ofTheFile) {
        try {
          Class<?> type = Class.forName(name, false, loader);
          if (!type.isAnonymousClass() && !type.isLocalClass()) {
            loaded.add(type);
          }
        } catch (ClassNotFoundException e) {
          throw new IllegalStateException(e);
        }
      }
      return loaded;
    }
  }

  /** Takes a class from the file even if the workbench has one of the same name. */
  private static final class FileFirst extends URLClassLoader {

    private final Map<String, ByteArrayOutputStream> classes;

    FileFirst(Map<String, ByteArrayOutputStream> classes, URL[] classPath) {
      super(classPath, SourceFile.class.getClassLoader());
      this.classes = classes;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!classes.containsKey(name)) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? findClass(name) : loaded;
      }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      ByteArrayOutputStream bytes = classes.get(name);
      if (bytes == null) {
        return super.findClass(name);
      }
      return defineClass(name, bytes.toByteArray(), 0, bytes.size());
    }
  }
}
