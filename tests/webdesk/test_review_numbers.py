"""Numbers in the desk's addresses that no database can hold."""

from __future__ import annotations

import pytest
from desk_builders import add, sign_in, text_of

from orientation.domain.roles import Grant

HUGE = "9" * 20  # more than 64 bits


@pytest.mark.parametrize(
    "path",
    [
        f"/desk/drafts/{HUGE}/",
        f"/desk/drafts/{HUGE}/merge/",
        f"/desk/published/{HUGE}/",
        f"/desk/items/entry/es-soria/transport/bus/history/?before={HUGE}",
    ],
)
def test_number_of_more_than_64_bits_is_no_page(desk_app, path):
    add(desk_app, "Ana", Grant("administrator", "*"))
    client = sign_in(desk_app, "Ana")
    desk_app.testing = False
    response = client.get(path)
    assert response.status_code == 404
    assert "There is no such page." in text_of(response)


@pytest.mark.parametrize(
    "path", [f"/desk/in/es-soria/numbers/?year={HUGE}", f"/desk/inbox/?page={HUGE}", f"/desk/people/{HUGE}/"]
)
def test_no_number_of_an_address_breaks_the_server(desk_app, path):
    add(desk_app, "Ana", Grant("administrator", "*"))
    client = sign_in(desk_app, "Ana")
    desk_app.testing = False
    assert client.get(path).status_code < 500
