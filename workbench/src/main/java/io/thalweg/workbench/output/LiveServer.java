package io.thalweg.workbench.output;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server of one report that grows, for browsers on this machine alone.
 *
 * <pre>
 *   GET /        the page, with the newest data
 *   GET /data    the newest data as JSON; 304 if they are those of If-None-Match
 * </pre>
 *
 * <p>It listens on the loopback address, has no other paths (404) and no other methods (405), and
 * reads nothing from disk. A request that names another host is refused (403), so that no page of
 * the web can read the report by a name of its own for this machine.
 */
public final class LiveServer implements AutoCloseable {

  private static final long RECENT_NANOS = 10_000_000_000L;
  private static final int LAST_LOOK_MILLIS = 5_000;

  /** A report and its version. */
  private record Content(int version, Report report) {

    String tag() {
      return "\"%d\"".formatted(version);
    }

    byte[] page() {
      return report.page().getBytes(StandardCharsets.UTF_8);
    }

    byte[] data() {
      return report.data().toString().getBytes(StandardCharsets.UTF_8);
    }
  }

  private final HttpServer server;
  private final ExecutorService threads;
  private final Object changed = new Object();
  private Content content;
  private int seen = -1;
  private long lookedAt = System.nanoTime() - 2 * RECENT_NANOS;

  private LiveServer(HttpServer server, Report first) {
    this.server = server;
    this.content = new Content(0, first);
    this.threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "live report");
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /**
   * Starts to serve.
   *
   * @param port 0 for any that is free
   * @param first what is shown until there is more
   * @throws OutputException if the port cannot be had
   */
  public static LiveServer start(int port, Report first) {
    try {
      InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      return new LiveServer(HttpServer.create(address, 0), first);
    } catch (IOException e) {
      throw new OutputException(
          "cannot serve the report on port %d: %s".formatted(port, e.getMessage()), e);
    }
  }

  /** Returns the address of the page. */
  public URI address() {
    return URI.create("http://localhost:%d/".formatted(server.getAddress().getPort()));
  }

  /** Shows another report, which is not changed any more, in place of the one before. */
  public void show(Report report) {
    synchronized (changed) {
      content = new Content(content.version + 1, report);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Headers headers = exchange.getResponseHeaders();
      headers.set("Cache-Control", "no-store");
      headers.set("X-Content-Type-Options", "nosniff");
      String path = exchange.getRequestURI().getRawPath();
      if (!isLocal(exchange)) {
        exchange.sendResponseHeaders(403, -1);
      } else if (!exchange.getRequestMethod().equals("GET")) {
        headers.set("Allow", "GET");
        exchange.sendResponseHeaders(405, -1);
      } else if (path.equals("/")) {
        send(exchange, "text/html; charset=utf-8", newest().page());
      } else if (path.equals("/data")) {
        sendData(exchange, newest());
      } else {
        exchange.sendResponseHeaders(404, -1);
      }
    }
  }

  private boolean isLocal(HttpExchange exchange) {
    String host = exchange.getRequestHeaders().getFirst("Host");
    int port = server.getAddress().getPort();
    return Set.of("localhost:" + port, "127.0.0.1:" + port, "[::1]:" + port)
        .contains(String.valueOf(host));
  }

  private Content newest() {
    synchronized (changed) {
      return content;
    }
  }

  private void sendData(HttpExchange exchange, Content newest) throws IOException {
    if (newest.tag().equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
      exchange.sendResponseHeaders(304, -1);
    } else {
      exchange.getResponseHeaders().set("ETag", newest.tag());
      send(exchange, "application/json; charset=utf-8", newest.data());
    }
    synchronized (changed) {
      seen = Math.max(seen, newest.version);
      lookedAt = System.nanoTime();
      changed.notifyAll();
    }
  }

  private static void send(HttpExchange exchange, String type, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(200, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  /** Ends, once a page that is open has had the newest data, or after some seconds. */
  @Override
  public void close() {
    long end = System.nanoTime() + LAST_LOOK_MILLIS * 1_000_000L;
    try {
      synchronized (changed) {
        boolean watched = System.nanoTime() - lookedAt < RECENT_NANOS;
        long left = end - System.nanoTime();
        while (watched && seen < content.version && left > 0) {
          changed.wait(1 + left / 1_000_000);
          left = end - System.nanoTime();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    server.stop(0);
    threads.shutdownNow();
  }
}
