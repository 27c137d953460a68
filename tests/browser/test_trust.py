"""What was not signed by the site's own key is refused, and what is kept stays."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from curator import word
from phones import Server, keep
from playwright.sync_api import Browser, Page, expect

from orientation.packs.keys import site_key
from orientation.packs.parts import canonical_json
from orientation.store.database import connect

pytestmark = pytest.mark.browser

Change = Callable[[dict[str, object]], object]


def rewrite(server: Server, change: Change, *, key: Ed25519PrivateKey | None = None) -> None:
    """Change the served manifest of the English guide, and sign it anew where a key is given."""
    database = connect(server.data / "orientation.db")
    text = database.execute("SELECT manifest FROM editions WHERE locale = 'en'").fetchone()[0]
    manifest = json.loads(text)
    signature = manifest.pop("signature")
    change(manifest)
    if key:
        manifest["key"] = key.public_key().public_bytes_raw().hex()
        signature = key.sign(canonical_json(manifest)).hex()
    changed = canonical_json({**manifest, "signature": signature}).decode()
    database.execute("UPDATE editions SET manifest = ? WHERE locale = 'en'", (changed,))
    database.conn.close()


def newer(manifest: dict[str, object]) -> None:
    manifest["edition"] = int(str(manifest["edition"])) + 1


def older(manifest: dict[str, object]) -> None:
    manifest["edition"] = int(str(manifest["edition"])) - 1


def another_region(manifest: dict[str, object]) -> None:
    manifest["region"] = "es-teruel"


def expect_refused(page: Page, name: str = "refused") -> None:
    expect(page.locator("[data-state]")).to_have_text(word(page, name))


@pytest.mark.parametrize(
    ("change", "signer", "said"),
    [
        pytest.param(newer, "nobody", "refused", id="wrong signature"),
        pytest.param(newer, "stranger", "refused", id="another key"),
        pytest.param(older, "site", "older", id="older edition"),
        pytest.param(another_region, "site", "other", id="another region's"),
    ],
)
def test_manifest_that_is_not_ours_is_refused_and_the_kept_guide_stays(
    server: Server, page: Page, change: Change, signer: str, said: str
):
    keep(page, f"{server.url}/en/es-soria/")
    edition = page.locator("[data-kept]").get_attribute("data-kept")
    own = site_key(server.data / "keys" / "site.key")
    keys = {"nobody": None, "stranger": Ed25519PrivateKey.generate(), "site": own}
    rewrite(server, change, key=keys[signer])
    page.locator('[data-action="update"]').click()
    expect_refused(page, said)
    server.kill()
    page.goto(f"{server.url}/en/es-soria/emergency/")
    expect(page.locator(f'[data-kept="{edition}"]')).to_be_visible()


def test_unsigned_guide_is_not_kept_in_the_first_place(server: Server, page: Page):
    rewrite(server, newer)
    page.goto(f"{server.url}/en/es-soria/")
    page.locator('button[data-action="keep"]').click()
    expect_refused(page)
    assert page.locator("[data-kept]").count() == 0


def test_newer_manifest_signed_by_the_site_is_taken(server: Server, page: Page):
    keep(page, f"{server.url}/en/es-soria/")
    edition = int(page.locator("[data-kept]").get_attribute("data-kept") or 0)
    rewrite(server, newer, key=site_key(server.data / "keys" / "site.key"))
    page.locator('[data-action="update"]').click()
    page.wait_for_selector("[data-kept]")
    expect(page.locator("[data-kept]")).to_have_attribute("data-kept", str(edition + 1))


def test_browser_without_ed25519_verifies_with_the_vendored_script(server: Server, browser: Browser):
    context = browser.new_context(viewport={"width": 360, "height": 640})
    context.add_init_script(
        "SubtleCrypto.prototype.importKey = () => Promise.reject(new DOMException('', 'NotSupportedError'))"
    )
    page = context.new_page()
    keep(page, f"{server.url}/en/es-soria/")
    registered = "navigator.serviceWorker.getRegistration('/').then((one) => one.active.scriptURL)"
    assert "ed25519" in page.evaluate(registered)
    edition = page.locator("[data-kept]").get_attribute("data-kept")
    rewrite(server, newer)
    page.locator('[data-action="update"]').click()
    expect_refused(page)
    assert page.locator("[data-kept]").get_attribute("data-kept") == edition
    context.close()


def test_lost_key_is_told_and_erasing_is_the_way_out(server: Server, page: Page):
    keep(page, f"{server.url}/en/es-soria/")
    shutil.rmtree(server.data / "keys")
    rewrite(server, newer, key=site_key(server.data / "keys" / "site.key"))
    page.locator('[data-action="update"]').click()
    expect_refused(page)
    page.locator('[data-action="erase-all"]').click()
    page.locator('[data-action="erase-now"]').click()
    expect(page.locator('[data-island="keep"]')).to_have_count(0, timeout=10_000)
    keep(page, f"{server.url}/en/es-soria/")
