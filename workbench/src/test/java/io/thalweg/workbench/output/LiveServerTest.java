package io.thalweg.workbench.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.workbench.CommandRun;
import io.thalweg.workbench.Thalweg;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class LiveServerTest {

  private final HttpClient client = HttpClient.newHttpClient();
  private LiveServer server;

  @BeforeEach
  void start() {
    server = LiveServer.start(0, report("first"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static Report report(String headline) {
    CommandLine line = new CommandLine(new Thalweg());
    line.parseArgs("list");
    ObjectNode results = Json.MAPPER.createObjectNode().put("headline", headline);
    return Report.of(
            "train", "a title", results, line.getSubcommands().get("list").getCommandSpec())
        .live(true);
  }

  private HttpResponse<String> send(String method, String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.address() + path.substring(1)))
            .method(method, BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  @Test
  void thePageAsksForNewerData() throws IOException, InterruptedException {
    HttpResponse<String> page = send("GET", "/");
    assertEquals(200, page.statusCode());
    assertTrue(page.body().contains("\"headline\":\"first\""));
    assertTrue(page.body().contains("fetch(\"data\""));
    server.show(report("second"));
    assertTrue(send("GET", "/").body().contains("\"headline\":\"second\""));
  }

  @Test
  void dataThatAreKnownAreNotSentAgain() throws IOException, InterruptedException {
    HttpResponse<String> first = send("GET", "/data");
    assertEquals("first", CommandRun.parse(first.body()).at("/results/headline").asText());
    String tag = first.headers().firstValue("ETag").orElseThrow();
    assertEquals(304, send("GET", "/data", "If-None-Match", tag).statusCode());
    server.show(report("second"));
    HttpResponse<String> second = send("GET", "/data", "If-None-Match", tag);
    assertEquals(200, second.statusCode());
    assertEquals("second", CommandRun.parse(second.body()).at("/results/headline").asText());
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"})
  void otherMethodsAreNotAllowed(String method) throws IOException, InterruptedException {
    HttpResponse<String> answer = send(method, "/");
    assertEquals(405, answer.statusCode());
    assertEquals("GET", answer.headers().firstValue("Allow").orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/index.html",
        "/data/",
        "/results.json",
        "/../results.json",
        "/%2e%2e/results.json",
        "/..%2fpom.xml",
        "/data/../pom.xml"
      })
  void otherPathsAreNotFound(String path) throws IOException {
    assertTrue(raw("GET " + path + " HTTP/1.1", "localhost").startsWith("HTTP/1.1 404 "));
  }

  @Test
  void otherHostsAreRefused() throws IOException {
    assertTrue(raw("GET /data HTTP/1.1", "localhost").startsWith("HTTP/1.1 200 "));
    assertTrue(raw("GET /data HTTP/1.1", "example.org").startsWith("HTTP/1.1 403 "));
  }

  /** The first line of the answer to a request that no client would send. */
  private String raw(String line, String host) throws IOException {
    int port = server.address().getPort();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String request = "%s\r\nHost: %s:%d\r\nConnection: close\r\n\r\n".formatted(line, host, port);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void aPortThatIsTakenIsNamed() {
    int port = server.address().getPort();
    OutputException refused =
        assertThrows(OutputException.class, () -> LiveServer.start(port, report("other")));
    assertEquals(
        "cannot serve the report on port %d: Address already in use".formatted(port),
        refused.getMessage());
  }

  @Test
  void nothingIsServedAfterItsEnd() {
    server.close();
    assertThrows(ConnectException.class, () -> send("GET", "/"));
  }
}
