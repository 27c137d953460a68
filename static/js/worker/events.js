// What the worker hears: the browser's requests and the pages' messages. The table of both: head of service-worker.js.

"use strict";

const FETCHED = /\/(guide\.html|(places|villages|phrases|lines|share|search\/suggest|lines\/[a-z0-9-]+)\/)$/; // what a page's script asks for too

self.addEventListener("install", (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith("/static/")) event.respondWith(asset(event.request));
  else if (event.request.mode === "navigate" || FETCHED.test(url.pathname)) event.respondWith(page(event, url));
});

self.addEventListener("message", (event) => {
  const { do: what, guide, style, file } = event.data || {};
  const acts = {
    keep: () => keep(guide, style),
    update: () => keep(guide, style),
    remove: () => remove(guide),
    choose: () => choose(guide, event.data),
    state: () => dropLeftovers().catch(() => {}).then(() => tell(guide)).then(sendVoices),
    say: () => hearVoice(event.data, event.ports[0]),
    add: () => addFile(file, event.ports[0]),
    erase: () => erase(event.ports[0]),
  };
  if (acts[what]) event.waitUntil(acts[what]().catch(() => {})); // the page asks again when it hears nothing
});
