"""Prints what openstacksdk reads in the clouds of a folder, as JSON: the oracle of the tests of clouds.yaml.

usage: python record_clouds.py Tests/NBCollectorTests/Recorded/clouds >Tests/NBCollectorTests/Recorded/clouds/expected.json

Needs openstacksdk. A profile is not asked for: its vendor hook needs another package.
"""

import json
import sys
from pathlib import Path

from openstack.config import OpenStackConfig

folder = Path(sys.argv[1])
config = OpenStackConfig(
    config_files=[str(folder / "clouds.yaml")], secure_files=[str(folder / "secure.yaml")], load_envvars=False)
clouds = {}
for name in sorted(config.cloud_config["clouds"]):
    config.cloud_config["clouds"][name].pop("profile", None)
    cloud = config.get_one(cloud=name, validate=False).config
    keep = {key: str(cloud[key]) for key in ("region_name", "interface", "ak", "sk") if cloud.get(key)}
    keep["auth"] = {key: str(value) for key, value in cloud["auth"].items()}
    clouds[name] = keep
json.dump(clouds, sys.stdout, ensure_ascii=False, indent=1, sort_keys=True)
print()
