package io.thalweg.distribution;

import io.thalweg.Characteristic;
import io.thalweg.Cumulative;
import io.thalweg.Distribution;
import io.thalweg.Events;
import io.thalweg.Factorized;
import io.thalweg.Finite;
import io.thalweg.Ordinal;
import io.thalweg.Reparameterized;
import io.thalweg.WeaklyDifferentiable;
import io.thalweg.distribution.Layout.Part;
import java.util.List;
import java.util.function.Function;

/**
 * The kinds of products, by what all of their parts can do.
 *
 * <p>There is one for all that laws of the library have in common, whichever they are. So each
 * keeps every ability that {@link Product} names.
 */
final class Products {

  private static final List<Kind> ALL =
      List.of(
          new Kind(
              CharacteristicFactorizedOrdinalWeak::new,
              List.of(
                  Characteristic.class,
                  Factorized.class,
                  Ordinal.class,
                  WeaklyDifferentiable.class)),
          new Kind(
              FactorizedOrdinalWeak::new,
              List.of(Factorized.class, Ordinal.class, WeaklyDifferentiable.class)),
          new Kind(OfFactorized::new, List.of(Factorized.class)),
          new Kind(
              CharacteristicFiniteOrdinalWeak::new,
              List.of(
                  Characteristic.class, Finite.class, Ordinal.class, WeaklyDifferentiable.class)),
          new Kind(
              FiniteOrdinalWeak::new,
              List.of(Finite.class, Ordinal.class, WeaklyDifferentiable.class)),
          new Kind(FiniteOrdinal::new, List.of(Finite.class, Ordinal.class)),
          new Kind(FiniteWeak::new, List.of(Finite.class, WeaklyDifferentiable.class)),
          new Kind(FiniteOnly::new, List.of(Finite.class)),
          new Kind(
              CharacteristicOrdinalWeak::new,
              List.of(Characteristic.class, Ordinal.class, WeaklyDifferentiable.class)),
          new Kind(OrdinalWeak::new, List.of(Ordinal.class, WeaklyDifferentiable.class)),
          new Kind(CharacteristicOrdinal::new, List.of(Characteristic.class, Ordinal.class)),
          new Kind(OfOrdinal::new, List.of(Ordinal.class)),
          new Kind(
              CharacteristicCumulativeWeak::new,
              List.of(Characteristic.class, Cumulative.class, WeaklyDifferentiable.class)),
          new Kind(CumulativeWeak::new, List.of(Cumulative.class, WeaklyDifferentiable.class)),
          new Kind(CharacteristicCumulative::new, List.of(Characteristic.class, Cumulative.class)),
          new Kind(OfCumulative::new, List.of(Cumulative.class)),
          new Kind(PathsOnly::new, List.of(Reparameterized.class)),
          new Kind(
              CharacteristicWeak::new, List.of(Characteristic.class, WeaklyDifferentiable.class)),
          new Kind(OfWeak::new, List.of(WeaklyDifferentiable.class)),
          new Kind(OfCharacteristic::new, List.of(Characteristic.class)),
          new Kind(Plain::new, List.of()));

  private Products() {}

  /** Makes the first of the kinds, all of whose abilities every law has. */
  static Product of(List<? extends Distribution> laws) {
    for (Kind kind : ALL) {
      if (kind.fits(laws)) {
        return kind.maker.apply(laws);
      }
    }
    throw new AssertionError("the last kind needs no ability");
  }

  private record Kind(
      Function<List<? extends Distribution>, Product> maker,
      List<Class<? extends Distribution>> abilities) {

    boolean fits(List<? extends Distribution> laws) {
      for (Class<? extends Distribution> ability : abilities) {
        for (Distribution law : laws) {
          if (!ability.isInstance(law)) {
            return false;
          }
        }
      }
      return true;
    }
  }

  private static final class Plain extends Product {
    Plain(List<? extends Distribution> laws) {
      super(laws);
    }
  }

  private static class OfWeak extends Product implements WeakParts {
    OfWeak(List<? extends Distribution> laws) {
      super(laws);
    }
  }

  private static class OfOrdinal extends Product implements OrdinalParts {
    OfOrdinal(List<? extends Distribution> laws) {
      super(laws);
    }
  }

  private static class OrdinalWeak extends Product implements OrdinalParts, WeakParts {
    OrdinalWeak(List<? extends Distribution> laws) {
      super(laws);
    }
  }

  private static final class FiniteOnly extends Product.OfFinite {
    FiniteOnly(List<? extends Distribution> laws) {
      super(laws);
    }
  }

  private static final class FiniteWeak extends Product.OfFinite implements WeakParts {
    FiniteWeak(List<? extends Distribution> laws) {
      super(laws);
    }
  }

  private static final class FiniteOrdinal extends Product.OfFinite implements OrdinalParts {
    FiniteOrdinal(List<? extends Distribution> laws) {
      super(laws);
    }
  }

  private static class FiniteOrdinalWeak extends Product.OfFinite
      implements OrdinalParts, WeakParts {
    FiniteOrdinalWeak(List<? extends Distribution> laws) {
      super(laws);
    }
  }

  private static class OfFactorized extends Product.OfFinite implements Factorized {
    OfFactorized(List<? extends Distribution> laws) {
      super(laws);
    }

    private static Factorized factorized(Part part) {
      return (Factorized) part.law();
    }

    @Override
    public final int values() {
      return (int) layout.largest(part -> factorized(part).values());
    }

    @Override
    public final int values(int variable) {
      Part part = layout.having(variable);
      return factorized(part).values(variable - part.at());
    }

    @Override
    public final double[] marginals() {
      int values = values();
      double[] all = new double[layout.contexts * layout.size * values];
      for (Part part : layout.parts) {
        double[] own = factorized(part).marginals();
        int width = factorized(part).values();
        for (int i = 0; i < own.length; i++) {
          int variable = i / width;
          int at = variable / part.size() * layout.size + part.at() + variable % part.size();
          all[at * values + i % width] = own[i];
        }
      }
      return all;
    }
  }

  private static class FactorizedOrdinalWeak extends OfFactorized
      implements OrdinalParts, WeakParts {
    FactorizedOrdinalWeak(List<? extends Distribution> laws) {
      super(laws);
    }
  }

  private static final class PathsOnly extends Product.OfPaths {
    PathsOnly(List<? extends Distribution> laws) {
      super(laws);
    }
  }

  private static class OfCumulative extends Product.OfPaths implements Cumulative {
    OfCumulative(List<? extends Distribution> laws) {
      super(laws);
    }

    @Override
    public final double[] cumulative(Events events) {
      return layout.coordinates(
          events.count(), part -> ((Cumulative) part.law()).cumulative(layout.of(part, events)));
    }

    @Override
    public final double[] logDensities(Events events) {
      return layout.coordinates(
          events.count(), part -> ((Cumulative) part.law()).logDensities(layout.of(part, events)));
    }
  }

  private static class CumulativeWeak extends OfCumulative implements WeakParts {
    CumulativeWeak(List<? extends Distribution> laws) {
      super(laws);
    }
  }

  private static final class CharacteristicFiniteOrdinalWeak extends FiniteOrdinalWeak
      implements CharacteristicParts {
    CharacteristicFiniteOrdinalWeak(List<? extends Distribution> laws) {
      super(laws);
    }
  }

  private static final class CharacteristicOrdinalWeak extends OrdinalWeak
      implements CharacteristicParts {
    CharacteristicOrdinalWeak(List<? extends Distribution> laws) {
      super(laws);
    }
  }

  private static final class CharacteristicOrdinal extends OfOrdinal
      implements CharacteristicParts {
    CharacteristicOrdinal(List<? extends Distribution> laws) {
      super(laws);
    }
  }

  private static final class CharacteristicCumulativeWeak extends CumulativeWeak
      implements CharacteristicParts {
    CharacteristicCumulativeWeak(List<? extends Distribution> laws) {
      super(laws);
    }
  }

  private static final class CharacteristicCumulative extends OfCumulative
      implements CharacteristicParts {
    CharacteristicCumulative(List<? extends Distribution> laws) {
      super(laws);
    }
  }

  private static final class CharacteristicWeak extends OfWeak implements CharacteristicParts {
    CharacteristicWeak(List<? extends Distribution> laws) {
      super(laws);
    }
  }

  private static final class OfCharacteristic extends Product implements CharacteristicParts {
    OfCharacteristic(List<? extends Distribution> laws) {
      super(laws);
    }
  }

  private static final class CharacteristicFactorizedOrdinalWeak extends FactorizedOrdinalWeak
      implements CharacteristicParts {
    CharacteristicFactorizedOrdinalWeak(List<? extends Distribution> laws) {
      super(laws);
    }
  }
}
