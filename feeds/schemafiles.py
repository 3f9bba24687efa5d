"""Where the JSON Schemas are."""

from pathlib import Path


def schema_folder() -> Path:
    """Return the folder of the schemas.

    An installed package carries them inside, a checkout has them beside the package.
    """
    packaged = Path(__file__).with_name("schemas")
    return packaged if packaged.is_dir() else Path(__file__).parents[1] / "schema"
