"""Asks the stub with the vendor's own client, so that the stub stays one that the vendor's models accept.

usage: python vendor_client.py STUB PROJECT INSTANCES
"""

import sys

from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkcore.exceptions.exceptions import ClientRequestException
from huaweicloudsdkmodelarts.v1 import (
    ListAllNotebooksRequest, ListNotebooksRequest, ModelArtsClient, ShowNotebookRequest)

stub, project, instances = sys.argv[1], sys.argv[2], int(sys.argv[3])
credentials = BasicCredentials("AK", "SK", project)
client = ModelArtsClient.new_builder().with_credentials(credentials).with_endpoints([stub]).build()

seen = []
while len(seen) < instances:
    page = client.list_notebooks(ListNotebooksRequest(limit=50, offset=len(seen), sort_key="create_at", sort_dir="ASC"))
    assert page.total == instances, page.total
    assert page.data, "an empty page"
    seen += page.data
assert len({item.id for item in seen}) == instances
assert client.list_all_notebooks(ListAllNotebooksRequest(limit=10, offset=0)).size == min(10, instances)
assert client.show_notebook(ShowNotebookRequest(id=seen[0].id)).status == seen[0].status
for request, code in (
    (lambda: client.show_notebook(ShowNotebookRequest(id="none")), "ModelArts.6309"),
    (lambda: client.list_notebooks(ListNotebooksRequest(limit=100)), "ModelArts.0107"),
):
    try:
        request()
    except ClientRequestException as error:
        assert error.status_code == 400 and error.error_code == code, error
    else:
        raise AssertionError(f"no {code}")
print(f"the vendor's client reads {len(seen)} instances")
