package io.thalweg.distribution;

import io.thalweg.Distribution;
import io.thalweg.Events;
import io.thalweg.Shape;
import io.thalweg.support.Require;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The places of the coordinates and parameters of each part within those of a product. */
final class Layout {

  final int contexts;
  final int dimension;
  final int size;
  final Shape shape;
  final List<Part> parts = new ArrayList<>();

  /**
   * A part with its position.
   *
   * @param at its first coordinate within an event
   * @param from its first parameter within those of a context
   */
  record Part(Distribution law, int at, int from) {

    int size() {
      return law.shape().size();
    }

    int dimension() {
      return law.dimension();
    }
  }

  Layout(List<? extends Distribution> laws) {
    this.contexts = laws.get(0).contexts();
    int coordinates = 0;
    int parameters = 0;
    for (Distribution law : laws) {
      parts.add(new Part(law, coordinates, parameters));
      coordinates += law.shape().size();
      parameters += law.dimension();
    }
    this.size = coordinates;
    this.dimension = parameters;
    this.shape = Shape.of(contexts, size);
  }

  /** The layout of a product. */
  static Layout of(Distribution product) {
    return ((Product) product).layout;
  }

  /** The part that has a coordinate. */
  Part having(int coordinate) {
    return parts.stream()
        .filter(part -> coordinate >= part.at && coordinate < part.at + part.size())
        .findFirst()
        .orElseThrow(() -> new IndexOutOfBoundsException(coordinate));
  }

  /** The part that a parameter moves. */
  Part movedBy(int parameter) {
    return parts.stream()
        .filter(part -> parameter >= part.from && parameter < part.from + part.dimension())
        .findFirst()
        .orElseThrow(() -> new IndexOutOfBoundsException(parameter));
  }

  /** The largest of a number of each part. */
  double largest(ToDoubleFunction<Part> number) {
    return parts.stream().mapToDouble(number).max().orElseThrow();
  }

  /** Puts a number for each coordinate of all parts side by side, [rows x size]. */
  double[] coordinates(int rows, Function<Part, double[]> own) {
    double[] all = new double[Require.numbers(rows, size)];
    for (Part part : parts) {
      add(own.apply(part), part.size(), all, 0, size, part.at);
    }
    return all;
  }

  /** Puts the coordinates of draws of all parts side by side. */
  Events join(int draws, Function<Part, double[]> own) {
    return Events.of(coordinates(Require.numbers(draws, contexts), own), shape);
  }

  /** The events of one part: its own coordinates. */
  Events of(Part part, Events events) {
    shape.require("Product", events);
    return events.columns(part.at, part.law.shape());
  }

  /** The coordinates of one part, of a number for each coordinate. */
  double[] coordinatesOf(Part part, double[] all, int offset, int rows) {
    return columns(all, offset, rows, size, part.at, part.size());
  }

  /** The parameters of one part, of a number for each parameter. */
  double[] parametersOf(Part part, double[] all, int rows) {
    return columns(all, 0, rows, dimension, part.from, part.dimension());
  }

  /** Adds a number for each parameter of one part to those of all. */
  void addParameters(Part part, double[] own, double[] all) {
    add(own, part.dimension(), all, 0, dimension, part.from);
  }

  /** Takes a block of columns out of a matrix. */
  static double[] columns(double[] matrix, int offset, int rows, int width, int from, int columns) {
    double[] block = new double[rows * columns];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(matrix, offset + row * width + from, block, row * columns, columns);
    }
    return block;
  }

  /** Adds a block of columns to a matrix. */
  static void add(double[] block, int columns, double[] matrix, int offset, int width, int from) {
    for (int i = 0; i < block.length; i++) {
      matrix[offset + i / columns * width + from + i % columns] += block[i];
    }
  }
}
