"""The page on which one chooses what to print."""

from __future__ import annotations

import io
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from PIL import Image

from orientation.domain.choice import TAKES_MAX, Choice
from orientation.errors import SheetError
from orientation.sheets.choosing import choose
from orientation.store.editions import pages_of
from orientation.web import sheets as sheet_views
from orientation.web.services import EXTENSION

HERE = "/en/es-soria/sheet/"


@pytest.fixture
def careful(app):
    """The client of an app that is not under test: errors become pages."""
    app.testing = False
    yield app.test_client()
    app.testing = True


def page(client, query="", *, status=200, locale="en"):
    response = client.get(f"/{locale}/es-soria/sheet/{query}")
    assert response.status_code == status
    return response.get_data(as_text=True)


def test_every_topic_entry_place_and_list_can_be_taken(client, app):
    html = page(client)
    takes = set(re.findall(r'name="take" value="([^"]+)"', html))
    assert {"banking", "banking/basic-account", "services/padron", "places"} <= takes
    assert any(take.startswith("places/") for take in takes)


def test_what_can_be_taken_can_be_printed(client, app):
    pages = tuple(pages_of(app.extensions[EXTENSION].site.database, "es-soria", "ar"))
    for take in set(re.findall(r'name="take" value="([^"]+)"', page(client, locale="ar"))):
        assert choose(Choice(region="es-soria", locale="ar", takes=(take,)), pages)


def test_address_of_a_choice_shows_it_ticked_and_leads_to_its_sheet(client):
    html = page(client, "?take=banking&take=services/padron&with=es&name=Red+Cross")
    ticked = re.findall(r'name="take" value="([^"]+)" checked', html)
    assert sorted(ticked) == ["banking", "services/padron"]
    assert 'href="print.pdf?with=es&amp;take=banking&amp;take=services/padron&amp;name=Red+Cross"' in html
    assert '<option value="es" lang="es" selected' in html


def test_picture_leads_to_a_png(client):
    assert 'href="print.png?layout=picture&amp;take=services/padron"' in page(
        client, "?layout=picture&take=services/padron"
    )


@pytest.mark.parametrize(
    ("query", "words"),
    [
        pytest.param(
            "?take=banking/nothing", "This guide does not have it, or no longer: banking/nothing", id="gone"
        ),
        pytest.param("?layout=a4", "Choose at least one thing for the sheet.", id="nothing chosen"),
        pytest.param("?layout=stop&take=banking", "Choose the stop whose times you want.", id="no stop"),
        pytest.param("?layout=picture&take=places", "Choose one text for the picture.", id="no entry"),
        pytest.param(
            "?" + "&".join(f"take=banking/{i}" for i in range(500)),
            f"At most {TAKES_MAX} things",
            id="500 entries",
        ),
        pytest.param(
            f"?take=banking&title={'x' * 2000}", "is too long: at most 120 letters.", id="long title"
        ),
        pytest.param("?take=banking&layout=%3Cscript%3E", "no longer: &lt;script&gt;", id="layout"),
    ],
)
def test_bad_choice_is_said_in_one_line_and_nothing_can_be_printed(careful, query, words):
    html = page(careful, query, status=400)
    assert html.count('role="alert"') == 1
    assert words in " ".join(html.split())
    assert "Your sheet is ready" not in html


def test_what_could_stand_stays_ticked_when_something_else_was_wrong(careful):
    html = page(careful, f"?take=banking&title={'x' * 2000}&name=Caritas", status=400)
    assert 'value="banking" checked' in html
    assert 'value="Caritas"' in html


def test_printing_a_bad_choice_shows_the_page_again(careful):
    response = careful.get("/ar/es-soria/sheet/print.pdf?take=banking&layout=stop")
    assert response.status_code == 400
    assert '<html lang="ar" dir="rtl"' in response.get_data(as_text=True)
    assert 'role="alert"' in response.get_data(as_text=True)


def test_sheet_of_a_choice_is_sent_as_a_pdf(client):
    response = client.get("/en/es-soria/sheet/print.pdf?take=services/padron")
    assert response.data.startswith(b"%PDF-")
    assert response.headers["Content-Disposition"] == 'inline; filename="es-soria-a4-en.pdf"'


def test_choice_has_no_field_for_a_person(client):
    names = set(re.findall(r'<(?:input|select|textarea)[^>]* name="([^"]+)"', page(client, "?take=banking")))
    assert names <= {"q", "take", "layout", "with", "title", "name", "hours", "locale", "logo"}


def test_page_has_its_own_styles_by_their_hash(client):
    response = client.get(HERE)
    assert ".layouts" in response.get_data(as_text=True)
    assert ".layouts" not in client.get("/en/es-soria/").get_data(as_text=True)


def with_logo(client, body, *, to="print.pdf"):
    """Send the form with a logo; its bytes are put together here, since the client's own way leaves a file open."""
    head = 'Content-Disposition: form-data; name="{}"'
    parts = (
        f'--x\r\n{head.format("take")}\r\n\r\nservices/padron\r\n--x\r\n{head.format("logo")}; filename="logo.png"\r\n\r\n',
        "\r\n--x--\r\n",
    )
    return client.post(
        f"{HERE}{to}",
        data=parts[0].encode() + body + parts[1].encode(),
        content_type="multipart/form-data; boundary=x",
    )


def test_sheet_with_a_logo_is_printed_and_kept_by_no_browser(client):
    logo = io.BytesIO()
    Image.new("RGB", (60, 20), "navy").save(logo, "PNG")
    response = with_logo(client, logo.getvalue())
    assert response.data.startswith(b"%PDF-")
    assert response.headers["Cache-Control"] == "no-store"
    assert response.data != client.get("/en/es-soria/sheet/print.pdf?take=services/padron").data


@pytest.mark.parametrize(
    "body", [b"<svg><script>alert(1)</script></svg>", b"\x89PNG" + b"0" * 40_000_000], ids=["SVG", "40 MB"]
)
@pytest.mark.parametrize("to", ["print.pdf", "many/"])
def test_bad_logo_is_one_clear_answer(app, careful, body, to):
    response = with_logo(careful, body, to=to)
    assert response.status_code == 400
    assert response.get_data(as_text=True).count("Take a PNG or JPEG of at most 2000 KB.") == 1
    jobs = app.extensions[EXTENSION].site.database.execute("SELECT count(*) FROM sheet_jobs")
    assert jobs.fetchone() == (0,)


def test_page_of_another_site_cannot_have_sheets_printed(careful):
    response = careful.post(
        "/en/es-soria/sheet/print.pdf", data={"take": "banking"}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert response.status_code == 403


@pytest.mark.parametrize(
    ("query", "words"),
    [
        pytest.param(
            "?take=services/padron&name=Casa+\U0001f3e0", "cannot be printed: \U0001f3e0.", id="emoji"
        ),
        pytest.param("?take=services/padron&with=xx", "or no longer: xx", id="second language"),
    ],
)
def test_what_would_fail_when_it_is_printed_is_said_before(careful, query, words):
    assert words in page(careful, query, status=400)


def test_letter_that_cannot_be_printed_is_named_where_the_sheet_is_asked_for(careful):
    response = careful.get("/en/es-soria/sheet/print.pdf?take=services/padron&title=\U0001f3e0")
    assert response.status_code == 400
    assert "cannot be printed: \U0001f3e0." in response.get_data(as_text=True)


def test_name_that_needs_more_room_than_there_is_is_said_in_one_line(careful):
    response = careful.get(f"/ar/es-soria/sheet/print.pdf?layout=wallet&name={'W' * 80}&hours={'W' * 120}")
    assert response.status_code == 400
    assert response.get_data(as_text=True).count('role="alert"') == 1
    assert "There is not enough room." in page(
        careful, f"print.pdf?layout=wallet&name={'W' * 80}&hours={'W' * 120}", status=400
    )


def test_sheet_that_cannot_be_made_leaves_the_choice_ticked(careful, monkeypatch):
    def fail(*_, **__):
        raise SheetError("too large for this machine")

    monkeypatch.setattr(sheet_views, "kept_sheet", fail)
    html = careful.get("/en/es-soria/sheet/print.pdf?take=banking").get_data(as_text=True)
    assert "This sheet could not be made." in html
    assert 'value="banking" checked' in html


SENSITIVE = "emergency/violence-against-women"


@pytest.mark.parametrize("take", [SENSITIVE, "emergency"])
def test_sheet_on_violence_is_kept_by_no_browser(client, take):
    assert client.get(f"/es/es-soria/sheet/print.pdf?take={take}").headers["Cache-Control"] == "no-store"
    other = client.get("/es/es-soria/sheet/print.pdf?take=services/padron")
    assert other.headers["Cache-Control"] == "no-cache"


def test_choice_is_kept_by_no_browser_and_one_on_violence_can_be_left_at_once(client):
    assert client.get(HERE).headers["Cache-Control"] == "no-cache"
    chosen = client.get(f"{HERE}?take={SENSITIVE}")
    assert chosen.headers["Cache-Control"] == "no-store"
    assert chosen.get_data(as_text=True).count('class="leave"') == 1
    assert 'class="leave"' not in page(client, "?take=banking")


def test_choice_on_violence_can_be_left_at_once_also_where_something_else_of_it_is_gone(careful):
    html = page(careful, f"?take=banking/gone&take={SENSITIVE}", status=400)
    assert 'class="leave"' in html


def test_logos_are_unpacked_one_at_a_time(careful, app):
    with ThreadPoolExecutor(1) as pool:
        with app.extensions[EXTENSION].logo_queue.turn("logo"):
            sent = pool.submit(with_logo, careful, b"<svg/>")
            with pytest.raises(TimeoutError):
                sent.result(timeout=0.5)
        assert sent.result(timeout=10).status_code == 400


ODT = "application/vnd.oasis.opendocument.text"


def test_document_to_edit_stands_beside_the_sheet_to_print(client):
    html = page(client, "?take=services/padron&with=es")
    assert 'href="print.odt?with=es&amp;take=services/padron"' in html
    assert html.count('name="format" value="odt"') == 1
    assert html.count('formaction="print.odt"') == 1
    assert "print.odt" not in page(client, "?take=services/padron&layout=picture")


def test_document_to_edit_is_sent_as_a_file_to_save(client):
    response = client.get("/ar/es-soria/sheet/print.odt?take=services/padron&with=es")
    assert [response.status_code, response.mimetype] == [200, ODT]
    assert response.data[38:77] == ODT.encode()
    assert response.headers["Content-Disposition"] == 'attachment; filename="es-soria-a4-ar.odt"'
    assert response.data == client.get("/ar/es-soria/sheet/print.odt?take=services/padron&with=es").data


@pytest.mark.parametrize("layout", ["wallet", "poster", "large"])
def test_other_layout_to_edit_is_one_clear_answer(careful, layout):
    response = careful.get(f"/en/es-soria/sheet/print.odt?layout={layout}&take=banking")
    html = response.get_data(as_text=True)
    assert [response.status_code, html.count('role="alert"')] == [400, 1]
    assert "Only the A4 sheet can be edited." in html
    assert 'value="banking" checked' in html


def test_document_on_violence_is_kept_by_no_browser(client):
    assert client.get(f"/es/es-soria/sheet/print.odt?take={SENSITIVE}").headers["Cache-Control"] == "no-store"


def test_letter_that_cannot_be_printed_is_named_for_a_document_too(careful):
    response = careful.get("/en/es-soria/sheet/print.odt?take=services/padron&title=\U0001f3e0")
    assert response.status_code == 400
    assert "cannot be printed: \U0001f3e0." in response.get_data(as_text=True)
