package io.thalweg.estimator.regression;

import io.thalweg.Factorized;
import io.thalweg.MeanField;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The kind of the variables of a law, which decides the features and families of surrogates. */
sealed interface VariableKind {

  /** Returns the kind of the variables of a law. */
  static VariableKind of(MeanField law) {
    return law instanceof Factorized finite ? new OfValues(finite.values()) : new OfNumbers();
  }

  /** Returns the features of polynomials and waves. */
  FeatureMap features(int size);

  /**
   * Makes the families of surrogates.
   *
   * @param size the number of variables
   * @param capacity the largest number of evaluations
   */
  List<SurrogateFamily> families(int size, int capacity);

  /** Says what each variable is, such as "of 2 values". */
  String inWords();

  /** Writes what {@link #load} reads. */
  void save(DataOutput out) throws IOException;

  /** Reads a kind. */
  static VariableKind load(DataInput in) throws IOException {
    int values = in.readInt();
    return values == OfNumbers.SAVED ? new OfNumbers() : new OfValues(values);
  }

  /**
   * Variables of finitely many values.
   *
   * @param values the number of values of each variable
   */
  record OfValues(int values) implements VariableKind {

    @Override
    public FeatureMap features(int size) {
      return new SimplexCode(values);
    }

    @Override
    public List<SurrogateFamily> families(int size, int capacity) {
      FeatureMap features = features(size);
      List<SurrogateFamily> all = new ArrayList<>(List.of(new PolynomialLearner(features, size)));
      // Main effects and the products of a pair are all functions of two finite variables.
      if (size > 2) {
        OneHotCode code = new OneHotCode(values, new double[size * values]);
        all.add(new WavesLearner(features, size));
        all.add(new AnovaLearner(code, size, capacity));
      }
      return all;
    }

    @Override
    public String inWords() {
      return "of %d values".formatted(values);
    }

    @Override
    public void save(DataOutput out) throws IOException {
      out.writeInt(values);
    }
  }

  /** Counts or continuous variables. */
  record OfNumbers() implements VariableKind {

    private static final int SAVED = 0;

    @Override
    public FeatureMap features(int size) {
      return NumberCode.plain(size);
    }

    @Override
    public List<SurrogateFamily> families(int size, int capacity) {
      FeatureMap features = features(size);
      List<SurrogateFamily> all = new ArrayList<>();
      all.add(new PolynomialLearner(features, size));
      all.add(new WavesLearner(features, size));
      // Waves along the only direction are all functions of a number.
      if (size > 1) {
        all.add(new AnovaLearner(NumberKernel.plain(size), size, capacity));
      }
      return all;
    }

    @Override
    public String inWords() {
      return "that are numbers";
    }

    @Override
    public void save(DataOutput out) throws IOException {
      out.writeInt(SAVED);
    }
  }
}
