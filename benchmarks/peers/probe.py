"""Says which libraries this Python has, as one line of JSON."""

import json
import platform
from importlib import metadata


def version(package):
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


found = {package: version(package) for package in ("torch", "jax", "optax", "gymnasium")}
print(json.dumps({"python": platform.python_version(), **found}))
