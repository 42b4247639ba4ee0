package io.thalweg.workbench.output;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Keeps a page from being loaded until it says what it looks like: a picture that it asks for comes
 * no earlier.
 */
final class LoadHold implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 60;

  private final CountDownLatch released = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private volatile Map<String, String> said = Map.of();

  LoadHold() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/hold",
        exchange -> {
          await();
          answer(exchange);
        });
    server.createContext(
        "/release",
        exchange -> {
          said =
              new ObjectMapper()
                  .readValue(
                      exchange.getRequestBody(), new TypeReference<Map<String, String>>() {});
          released.countDown();
          answer(exchange);
        });
    server.start();
  }

  private void await() {
    try {
      if (!released.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        Progress.say("A page was not drawn within %d s.".formatted(PATIENCE_SECONDS));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(HttpExchange exchange) {
    try (exchange) {
      exchange.sendResponseHeaders(204, -1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The attributes that the page has sent; none if it was never ready and never failed. */
  Map<String, String> answer() {
    return said;
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    released.countDown();
    server.stop(0);
    threads.shutdown();
  }
}
