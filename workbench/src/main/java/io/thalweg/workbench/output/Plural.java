package io.thalweg.workbench.output;

/** Numbers with the noun that they count, in the singular for 1. */
public final class Plural {

  private Plural() {}

  /**
   * Returns such as "1 seed" or "2,000 seeds".
   *
   * @param noun in the singular; its plural ends in s
   */
  public static String of(long number, String noun) {
    return "%,d %s%s".formatted(number, noun, number == 1 ? "" : "s");
  }
}
