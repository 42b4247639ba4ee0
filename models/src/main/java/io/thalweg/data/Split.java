package io.thalweg.data;

/** Ways to hold back training images for validation; the test images are always their own. */
public enum Split {
  /** Last sixth for validation: 50,000 + 10,000 of the 60,000 images of MNIST. */
  LAST,
  /** First twelfth for validation: 55,000 + 5,000, as in the reader of TensorFlow's tutorial. */
  FIRST,
  /** All images to learn from, none for validation. */
  NONE;

  /** First image of a part among so many that are not for tests. */
  int from(Part part, int images) {
    boolean train = part == Part.TRAIN;
    return switch (this) {
      case LAST -> train ? 0 : images - images / 6;
      case FIRST -> train ? images / 12 : 0;
      case NONE -> train ? 0 : images;
    };
  }

  /** Number of images of a part among so many that are not for tests. */
  int count(Part part, int images) {
    int validation =
        switch (this) {
          case LAST -> images / 6;
          case FIRST -> images / 12;
          case NONE -> 0;
        };
    return part == Part.TRAIN ? images - validation : validation;
  }
}
