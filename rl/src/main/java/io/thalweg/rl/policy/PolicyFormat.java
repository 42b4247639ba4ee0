package io.thalweg.rl.policy;

import io.thalweg.dense.Activation;
import io.thalweg.dense.Architecture;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/** The kind of a policy as it stands in a file, before its parameters. */
final class PolicyFormat {

  private static final String FORMAT = "thalweg policy 1";
  private static final List<Activation> ACTIVATIONS =
      List.of(Activation.LINEAR, Activation.TANH, Activation.RELU, Activation.ELU);

  private PolicyFormat() {}

  /** The layers and the kind of actions, which give the parameters their meaning. */
  record Kind(ActionLaw actions, Architecture architecture) {

    /** Refuses a policy of another kind. */
    void require(ActionLaw otherActions, Architecture other) throws IOException {
      if (!actions.equals(otherActions) || !architecture.equals(other)) {
        throw new IOException(
            "the saved policy is a %s with %s; a %s with %s is needed"
                .formatted(actions, architecture, otherActions, other));
      }
    }
  }

  static void write(DataOutput out, ActionLaw actions, Architecture architecture)
      throws IOException {
    out.writeUTF(FORMAT);
    if (actions instanceof CategoricalActions discrete) {
      write(out, "categorical", discrete.variables(), discrete.choices());
    } else if (actions instanceof BernoulliActions bits) {
      write(out, "bernoulli", bits.variables(), 2);
    } else if (actions instanceof GaussianActions normal) {
      write(out, "gaussian", normal.variables(), 0);
    } else {
      throw new IOException("a policy with actions of %s has no form of file".formatted(actions));
    }
    out.writeInt(architecture.inputs());
    out.writeInt(architecture.layers().size());
    for (Architecture.Layer layer : architecture.layers()) {
      out.writeInt(layer.outputs());
      out.writeUTF(name(layer.activation()));
    }
  }

  private static void write(DataOutput out, String name, int variables, int choices)
      throws IOException {
    out.writeUTF(name);
    out.writeInt(variables);
    out.writeInt(choices);
  }

  private static String name(Activation activation) throws IOException {
    if (!ACTIVATIONS.contains(activation)) {
      throw new IOException("a layer of %s has no form of file".formatted(activation));
    }
    return activation.toString();
  }

  static Kind read(DataInput in) throws IOException {
    String format = in.readUTF();
    if (!format.equals(FORMAT)) {
      throw new IOException("there is no policy, but '%s'".formatted(format));
    }
    ActionLaw actions = actions(in.readUTF(), in.readInt(), in.readInt());
    Architecture architecture = Architecture.of(in.readInt());
    for (int left = in.readInt(); left > 0; left--) {
      architecture = architecture.then(in.readInt(), activation(in.readUTF()));
    }
    return new Kind(actions, architecture);
  }

  private static ActionLaw actions(String name, int variables, int choices) throws IOException {
    return switch (name) {
      case "categorical" -> new CategoricalActions(variables, choices);
      case "bernoulli" -> new BernoulliActions(variables);
      case "gaussian" -> new GaussianActions(variables);
      default -> throw new IOException("actions of the kind '%s' are unknown".formatted(name));
    };
  }

  private static Activation activation(String name) throws IOException {
    return ACTIVATIONS.stream()
        .filter(activation -> activation.toString().equals(name))
        .findFirst()
        .orElseThrow(() -> new IOException("the activation '%s' is unknown".formatted(name)));
  }
}
