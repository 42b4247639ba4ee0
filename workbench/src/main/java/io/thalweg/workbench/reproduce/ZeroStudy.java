package io.thalweg.workbench.reproduce;

import io.thalweg.data.ImageSet;
import io.thalweg.data.Part;
import io.thalweg.support.SplitMix;
import io.thalweg.vae.Plan;
import io.thalweg.vae.Preset;
import io.thalweg.vae.Vae;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The negative ELBO of a model whose weights and prior are 0, which the mean image alone decides.
 */
final class ZeroStudy implements Study {

  private static final double TOLERANCE = 1e-4;

  @Override
  public String id() {
    return "zero";
  }

  @Override
  public String title() {
    return "the RELAX plan with all weights and the prior at 0, on the fixed binarisation";
  }

  @Override
  public String source() {
    return "closed form: the cross entropy with the clipped mean image";
  }

  @Override
  public String remarks() {
    return "";
  }

  @Override
  public boolean needsData() {
    return true;
  }

  @Override
  public double minutes(Scale scale, Bench.Wish wish) {
    return 0.1;
  }

  @Override
  public Answers run(Bench bench) {
    Plan plan = Preset.RELAX.plan();
    ImageSet images = bench.images().apply(plan);
    Vae model = new Vae(plan, images.mean(), new SplitMix(bench.seed()));
    model.clear();
    List<Row> rows = new ArrayList<>();
    rows.add(row(model, images, Part.TRAIN, 206.14644));
    rows.add(row(model, images, Part.VALIDATION, 206.48404));
    rows.add(row(model, images, Part.TEST, 205.95203));
    return Answers.of(rows);
  }

  private static Row row(Vae model, ImageSet images, Part part, double published) {
    double elbo = model.bounds(images, part, 1, new SplitMix(1)).elbo();
    return Rows.of(
        part.name().toLowerCase(Locale.ROOT),
        new double[] {-elbo},
        Optional.of(new Published(published, Published.Origin.CODE)),
        Row.Gate.within(TOLERANCE, published, 4));
  }
}
