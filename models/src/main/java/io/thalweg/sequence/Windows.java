package io.thalweg.sequence;

/**
 * Windows of sequences as inputs of a network: the last tokens before a place, one-hot, the nearest
 * one first. Places before the start are zeros.
 *
 * @param tokens the number of different tokens
 * @param width how many tokens a window shows
 */
record Windows(int tokens, int width) {

  /** The number of inputs of a network. */
  int inputs() {
    return tokens * width;
  }

  /**
   * Encodes the windows before some places of each sequence.
   *
   * @param sequences [rows x length], the numbers of the tokens
   * @param first the first place, from 0 on
   * @param last the last place, at most {@code length}: the window before it ends with the sequence
   * @return [rows x places x inputs]
   */
  double[] before(double[] sequences, int rows, int length, int first, int last) {
    int places = last - first + 1;
    double[] inputs = new double[rows * places * inputs()];
    for (int row = 0; row < rows; row++) {
      for (int place = first; place <= last; place++) {
        int at = (row * places + place - first) * inputs();
        for (int back = 0; back < Math.min(width, place); back++) {
          inputs[at + back * tokens + (int) sequences[row * length + place - 1 - back]] = 1;
        }
      }
    }
    return inputs;
  }
}
