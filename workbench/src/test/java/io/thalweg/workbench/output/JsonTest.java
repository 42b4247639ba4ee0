package io.thalweg.workbench.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class JsonTest {

  @Test
  void numbersThatJsonDoesNotHaveAreNull() {
    ObjectNode node = Json.MAPPER.createObjectNode().put("a", 1.5).put("b", Double.NaN);
    node.putArray("c").add(2.5).addArray().add(Double.POSITIVE_INFINITY).add(3);
    Json.replaceInfinities(node);
    assertEquals("{\"a\":1.5,\"b\":null,\"c\":[2.5,[null,3]]}", node.toString());
  }
}
