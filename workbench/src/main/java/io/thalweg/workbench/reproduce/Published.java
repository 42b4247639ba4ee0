package io.thalweg.workbench.reproduce;

/**
 * A published number.
 *
 * @param value the number
 * @param origin how it was got
 */
record Published(double value, Origin origin) {

  /** Ways in which published numbers were got. */
  enum Origin {
    FIGURE("read off the vector figure of the paper"),
    LOG("from the authors' log"),
    CODE("computed from the published settings"),
    RUN("run with the published code"),
    RECALLED("recalled, not checked; decides nothing");

    private final String words;

    Origin(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }
}
