"""Gives a user that keystone_seed.py made another password, as an operator does; its tokens end with that.

usage: python keystone_password.py KEYSTONE ADMIN_PASSWORD PROJECT USER PASSWORD
"""

import sys

from keystoneauth1 import session
from keystoneauth1.identity import v3
from keystoneclient.v3 import client

url, admin, project, name, password = sys.argv[1:]
auth = v3.Password(
    auth_url=f"{url}/v3", username="admin", password=admin, project_name="admin", user_domain_id="default",
    project_domain_id="default")
keystone = client.Client(session=session.Session(auth=auth), endpoint_override=f"{url}/v3")
user = keystone.users.list(domain=keystone.projects.get(project).domain_id, name=name)[0]
keystone.users.update(user, password=password)
