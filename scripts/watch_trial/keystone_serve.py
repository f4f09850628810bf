"""Serves Keystone on loopback.

usage: python keystone_serve.py FOLDER CONFIGURATION PORT
"""

import os
import sys

folder, configuration, port = sys.argv[1:]
# Keystone's configuration library reads the arguments itself.
sys.argv = sys.argv[:1]
os.environ["OS_KEYSTONE_CONFIG_DIR"] = folder
os.environ["OS_KEYSTONE_CONFIG_FILES"] = configuration

import waitress  # noqa: E402
from keystone.wsgi.api import application  # noqa: E402

# One request at a time: SQLite refuses at once the second of two that read and then write.
waitress.serve(application, host="127.0.0.1", port=int(port), threads=1)
