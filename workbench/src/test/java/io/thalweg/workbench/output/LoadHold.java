package io.thalweg.workbench.output;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Keeps a page from being loaded until it says so: a picture that it asks for comes no earlier. */
final class LoadHold implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 60;

  private final CountDownLatch released = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

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
