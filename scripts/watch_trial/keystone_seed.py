"""Fills a fresh Keystone as the operator's is filled: domain, project, two users with the role reader, the service's endpoint.

usage: python keystone_seed.py KEYSTONE ADMIN_PASSWORD STUB PASSWORD

Prints the project's id.
"""

import sys

from keystoneauth1 import session
from keystoneauth1.identity import v3
from keystoneclient.v3 import client

url, admin, stub, password = sys.argv[1:]
auth = v3.Password(
    auth_url=f"{url}/v3", username="admin", password=admin, project_name="admin", user_domain_id="default",
    project_domain_id="default")
keystone = client.Client(session=session.Session(auth=auth), endpoint_override=f"{url}/v3")
domain = keystone.domains.create("OTC-EU-DE-00000000001000012345")
project = keystone.projects.create("eu-de", domain)
role = next((role for role in keystone.roles.list() if role.name == "reader"), None) or keystone.roles.create("reader")
# The password of the second one changes.
for name in ("watcher", "rotating"):
    user = keystone.users.create(name, domain=domain, password=password)
    keystone.roles.grant(role, user=user, project=project)
    # Keystone notes the first login of a day; two at once lock its SQLite, and one of them gets HTTP 500.
    session.Session(auth=v3.Password(auth_url=f"{url}/v3", user_id=user.id, password=password, project_id=project.id)).get_token()
service = keystone.services.create("modelarts", "modelartsv1")
keystone.endpoints.create(service, f"{stub}/v1/$(project_id)s", interface="public", region="eu-de")
print(project.id)
