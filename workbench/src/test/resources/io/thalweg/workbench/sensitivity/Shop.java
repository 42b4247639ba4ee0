import io.thalweg.distribution.Bernoulli;
import io.thalweg.distribution.Categorical;
import io.thalweg.distribution.Gaussian;
import io.thalweg.distribution.Poisson;
import io.thalweg.simulation.Input;
import io.thalweg.simulation.Inputs;

/** A shop that orders once for a day of random demand. */
class Shop {

  private static final Input DEMAND = Input.of("demand", Poisson.of(20));
  private static final Input ORDER = Input.setting("order", 22.5);
  static final Input SHIFT = Input.setting("shift of the price", 0);
  static final Input KIND = Input.of("kind of customer", Categorical.of(0.5, 0.3, 0.2));
  public static final Input SPENDING = Input.of("spending", Gaussian.of(3, 1));
  public static final Input THEFT = Input.of("theft", Bernoulli.of(0.02));

  private static void simulate(Inputs in) {
    double stock = in.read(ORDER);
    int demand = (int) in.draw(DEMAND);
    for (int customer = 0; customer < demand; customer++) {
      double spends = in.draw(SPENDING) * (1 + in.draw(KIND)) + in.read(SHIFT);
      if (stock >= 1) {
        stock--;
        in.cost("profit", spends);
      } else {
        in.cost("customers who went away with nothing", 1);
      }
    }
    for (int hour = 0; hour < 5; hour++) {
      in.cost("profit", in.draw(THEFT) == 1 ? -10 : 0);
    }
    in.cost("profit", -2 * stock);
  }
}
