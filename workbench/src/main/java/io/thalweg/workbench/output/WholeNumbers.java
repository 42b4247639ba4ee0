package io.thalweg.workbench.output;

import java.math.BigDecimal;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads whole numbers of options as people write large ones: 1000000, 1_000_000 or 1e6. */
public final class WholeNumbers {

  private WholeNumbers() {}

  /** Lets all options of a command line read such numbers. */
  public static void register(CommandLine line) {
    ITypeConverter<Integer> ints = text -> read(text, BigDecimal::intValueExact);
    ITypeConverter<Long> longs = text -> read(text, BigDecimal::longValueExact);
    line.registerConverter(int.class, ints).registerConverter(Integer.class, ints);
    line.registerConverter(long.class, longs).registerConverter(Long.class, longs);
  }

  private static <T> T read(String text, Function<BigDecimal, T> exactly) {
    BigDecimal number;
    try {
      number = new BigDecimal(text.strip().replaceAll("(?<=\\d)_(?=\\d)", ""));
    } catch (NumberFormatException e) {
      throw new TypeConversionException(
          "'%s' is not a whole number, such as 1000, 1_000 or 1e3".formatted(text));
    }
    try {
      return exactly.apply(number);
    } catch (ArithmeticException e) {
      throw new TypeConversionException(
          number.stripTrailingZeros().scale() > 0
              ? "'%s' is not a whole number".formatted(text)
              : "'%s' is too large".formatted(text));
    }
  }
}
