package io.thalweg.vae;

import io.thalweg.Distribution;
import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import io.thalweg.distribution.Gaussian;
import io.thalweg.support.Require;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The latent variables of a layer: how many of which kind, and the outputs of a network that are
 * their parameters.
 *
 * @param kind of all of them
 * @param variables how many there are
 * @param categories of each, 1 unless they are categorical
 * @param reference whether the first logit of a categorical variable is 0, so that a network gives
 *     only the others
 */
public record Latents(Kind kind, int variables, int categories, boolean reference) {

  private static final Pattern TEXT =
      Pattern.compile("(bernoulli|categorical|gaussian) ([1-9]\\d{0,5})(x([1-9]\\d{0,4}))?");

  /** The kinds of latent variables. */
  public enum Kind {
    /** Bits with logits. */
    BERNOULLI,
    /** Categories with logits. */
    CATEGORICAL,
    /** Normal numbers with means and logarithms of standard deviations. */
    GAUSSIAN
  }

  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if there is no variable, a categorical one has fewer than two
   *     categories, or another kind has categories or a reference
   */
  public Latents {
    Require.given("the kind of the latents", kind);
    Require.atLeast(1, "the number of latents", variables);
    if (kind == Kind.CATEGORICAL) {
      Require.atLeast(2, "the number of categories of a latent", categories);
    } else if (categories != 1 || reference) {
      throw new IllegalArgumentException(
          "%s latents have neither categories nor a reference"
              .formatted(kind.name().toLowerCase(Locale.ROOT)));
    }
  }

  /** Makes bits. */
  public static Latents bernoulli(int variables) {
    return new Latents(Kind.BERNOULLI, variables, 1, false);
  }

  /** Makes categorical variables with a logit for each category. */
  public static Latents categorical(int variables, int categories) {
    return new Latents(Kind.CATEGORICAL, variables, categories, false);
  }

  /** Makes normal numbers. */
  public static Latents gaussian(int variables) {
    return new Latents(Kind.GAUSSIAN, variables, 1, false);
  }

  /**
   * Reads the text that {@link #toString} writes, such as {@code bernoulli 200} or {@code
   * categorical 20x10}.
   *
   * @throws IllegalArgumentException if it is no such text
   */
  public static Latents parse(String text) {
    Matcher parts = TEXT.matcher(text);
    boolean categorical = text.startsWith("categorical");
    if (!parts.matches() || (parts.group(4) != null) != categorical) {
      throw new IllegalArgumentException(
          "it must be like 'bernoulli 200', 'categorical 20x10' or 'gaussian 20'");
    }
    int variables = Integer.parseInt(parts.group(2));
    return new Latents(
        Kind.valueOf(parts.group(1).toUpperCase(Locale.ROOT)),
        variables,
        categorical ? Integer.parseInt(parts.group(4)) : 1,
        false);
  }

  /** Returns these latents with the first logit of each at 0. */
  public Latents withReference() {
    return new Latents(kind, variables, categories, true);
  }

  /** The number of coordinates of a point, which a decoder reads. */
  public int pointSize() {
    return variables * categories;
  }

  /** The number of parameters of the law of one context. */
  int dimension() {
    return kind == Kind.GAUSSIAN ? 2 * variables : pointSize();
  }

  /** The number of outputs of the network that gives the parameters. */
  int outputs() {
    return reference ? variables * (categories - 1) : dimension();
  }

  /** Makes the law with the parameters that a network gave, a context for each row. */
  Distribution law(double[] outputs, int rows) {
    double[] theta = parameters(outputs);
    return switch (kind) {
      case BERNOULLI -> Bernoulli.ofLogits(theta).inContexts(rows);
      case CATEGORICAL -> Categorical.ofLogits(theta, categories).inContexts(rows);
      case GAUSSIAN ->
          Gaussian.ofParameters(new double[variables], new double[variables]).at(theta);
    };
  }

  /** Makes a law of one context, to find out what fits. */
  Distribution example() {
    return law(new double[outputs()], 1);
  }

  private double[] parameters(double[] outputs) {
    if (!reference) {
      return outputs;
    }
    double[] theta = new double[outputs.length / (categories - 1) * categories];
    for (int i = 0, at = 0; i < theta.length; i++) {
      theta[i] = i % categories == 0 ? 0 : outputs[at++];
    }
    return theta;
  }

  /** Pulls a gradient in the parameters back to the outputs of the network. */
  double[] toOutputs(double[] gradient) {
    if (!reference) {
      return gradient;
    }
    double[] outputs = new double[gradient.length / categories * (categories - 1)];
    for (int i = 0, at = 0; i < gradient.length; i++) {
      if (i % categories > 0) {
        outputs[at++] = gradient[i];
      }
    }
    return outputs;
  }

  @Override
  public String toString() {
    return "%s %d%s"
        .formatted(
            kind.name().toLowerCase(Locale.ROOT),
            variables,
            kind == Kind.CATEGORICAL ? "x" + categories : "");
  }
}
