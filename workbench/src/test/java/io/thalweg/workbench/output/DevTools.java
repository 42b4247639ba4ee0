package io.thalweg.workbench.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.thalweg.workbench.CommandRun;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A connection to a Chromium that speaks the DevTools protocol. */
final class DevTools implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 60;

  private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
  private final Map<String, Consumer<JsonNode>> listeners = new ConcurrentHashMap<>();
  private final AtomicInteger commands = new AtomicInteger();
  private final WebSocket socket;

  DevTools(URI address) {
    socket =
        HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(address, new Receiver()).join();
  }

  /** Attaches to a tab; events of the session go to the listener. */
  Session attach(String target, Consumer<JsonNode> listener) {
    Map<String, Object> flat = Map.of("targetId", target, "flatten", true);
    String id = call("", "Target.attachToTarget", flat).get("sessionId").asText();
    listeners.put(id, listener);
    return new Session(id);
  }

  /** Sends a command to the browser and waits for its answer. */
  JsonNode call(String method, Map<String, Object> parameters) {
    return call("", method, parameters);
  }

  private JsonNode call(String session, String method, Map<String, Object> parameters) {
    return send(session, method, parameters).orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  /** Messages must follow each other, hence the lock. */
  private synchronized CompletableFuture<JsonNode> send(
      String session, String method, Map<String, Object> parameters) {
    int id = commands.incrementAndGet();
    ObjectNode message = Json.MAPPER.createObjectNode().put("id", id).put("method", method);
    message.set("params", Json.MAPPER.valueToTree(parameters));
    if (!session.isEmpty()) {
      message.put("sessionId", session);
    }
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    answers.put(id, answer);
    socket.sendText(Json.text(message), true).join();
    return answer;
  }

  private void receive(JsonNode message) {
    if (!message.has("id")) {
      listeners.getOrDefault(message.path("sessionId").asText(), event -> {}).accept(message);
      return;
    }
    CompletableFuture<JsonNode> answer = answers.remove(message.get("id").asInt());
    if (message.has("error")) {
      answer.completeExceptionally(new AssertionError(message.get("error").toString()));
    } else {
      answer.complete(message.get("result"));
    }
  }

  @Override
  public void close() {
    socket.abort();
  }

  /** The commands of one tab. */
  final class Session implements AutoCloseable {

    private final String id;

    private Session(String id) {
      this.id = id;
    }

    /** Sends a command to the tab and waits for its answer. */
    JsonNode call(String method, Map<String, Object> parameters) {
      return DevTools.this.call(id, method, parameters);
    }

    /** Evaluates an expression in the page; a promise is awaited. */
    CompletableFuture<JsonNode> evaluate(String expression) {
      Map<String, Object> parameters =
          Map.of("expression", expression, "awaitPromise", true, "returnByValue", true);
      return send(id, "Runtime.evaluate", parameters).thenApply(Session::value);
    }

    /** Leaves the tab, which then has its own size and colours again. */
    @Override
    public void close() {
      DevTools.this.call("Target.detachFromTarget", Map.of("sessionId", id));
      listeners.remove(id);
    }

    private static JsonNode value(JsonNode answer) {
      if (answer.has("exceptionDetails")) {
        throw new AssertionError(answer.get("exceptionDetails").toString());
      }
      return answer.at("/result/value");
    }
  }

  private final class Receiver implements WebSocket.Listener {

    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        String whole = text.toString();
        text.setLength(0);
        receive(CommandRun.parse(whole));
      }
      from.request(1);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      answers.values().forEach(answer -> answer.completeExceptionally(error));
    }
  }
}
