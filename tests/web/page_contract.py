"""What every page must keep, whichever it is."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
from collections import Counter
from html.parser import HTMLParser

import brotli
from werkzeug.test import TestResponse


class _Page(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text: dict[str, str] = {"title": "", "h1": ""}
        self._inside: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag in self.text:
            self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = None

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.text[self._inside] += data

    def all(self, *names: str) -> list[dict[str, str]]:
        return [attributes for tag, attributes in self.tags if tag in names]


def html_of(response: TestResponse) -> str:
    body = response.get_data()
    encoding = response.headers.get("Content-Encoding")
    body = (
        brotli.decompress(body) if encoding == "br" else gzip.decompress(body) if encoding == "gzip" else body
    )
    return body.decode()


def faults_of(response: TestResponse) -> list[str]:
    """Return what is wrong with a page, in words; nothing where all is well."""
    html = html_of(response)
    page = _Page(html)
    headings = [] if _is_file(page) else _headings(page)
    policy = response.headers.get("Content-Security-Policy", "")
    scripts = _inline_scripts(html, policy)
    return [*_language(page), *headings, *_elements(page), *_foreign(page), *scripts, *_headers(response)]


def _is_file(page: _Page) -> bool:
    """Tell whether it is a whole guide in one file, where each page keeps its own <h1>."""
    return any(tag.get("id") == "guide-file" for tag in page.all("script"))


def _language(page: _Page) -> list[str]:
    root = page.all("html")[0]
    return [f"<html> without {name}" for name in ("lang", "dir") if not root.get(name)]


def _headings(page: _Page) -> list[str]:
    faults = []
    if len(page.all("h1")) != 1:
        faults.append(f"{len(page.all('h1'))} <h1>")
    if page.text["h1"].strip() not in page.text["title"]:
        faults.append(f"title {page.text['title']!r} does not say {page.text['h1']!r}")
    return faults


def _elements(page: _Page) -> list[str]:
    ids = Counter(attributes["id"] for _, attributes in page.tags if "id" in attributes)
    faults = [f"id {name} twice" for name, count in ids.items() if count > 1]
    faults += ["image without alt" for image in page.all("img") if "alt" not in image]
    faults += ["inline style" for _, attributes in page.tags if "style" in attributes]
    handlers = [name for _, attributes in page.tags for name in attributes if name.startswith("on")]
    faults += [f"inline handler {name}" for name in handlers]
    posts = [form for form in page.all("form") if form.get("method", "get").lower() == "post"]
    posts = [
        form for form in posts if form.get("data-island") != "say" and "data-anonymous" not in form
    ]  # no cookie, so nobody's rights to borrow
    if posts and not any(field.get("name") == "csrf_token" for field in page.all("input")):
        faults.append("form without CSRF field")
    return faults


def _foreign(page: _Page) -> list[str]:
    loaded = [
        tag.get("src") or tag.get("href", "") for tag in page.all("script", "img", "link", "iframe", "source")
    ]
    return [f"loads from elsewhere: {address}" for address in loaded if re.match(r"https?:|//", address)]


def _inline_scripts(html: str, policy: str) -> list[str]:
    """Return a fault for each inline script whose hash the policy does not name; a block of data is none."""
    inline = re.findall(r"<script((?:\s[^>]*)?)>(.*?)</script>", html, re.DOTALL)
    run = [script for given, script in inline if " src=" not in given and "application/json" not in given]
    hashes = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in run]
    return [f"inline script {one}" for one in hashes if f"'sha256-{one}'" not in policy]


def _headers(response: TestResponse) -> list[str]:
    faults = [
        f"no {name}"
        for name in ("Content-Security-Policy", "Cache-Control", "ETag")
        if name not in response.headers
    ]
    if "Set-Cookie" in response.headers:
        faults.append("a cookie")
    if "unsafe" in response.headers.get("Content-Security-Policy", ""):
        faults.append("unsafe policy")
    return faults
