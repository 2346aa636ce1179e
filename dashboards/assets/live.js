// Sets what was pushed into the board's components, and says how fresh it is.
"use strict";

(() => {
  const STALE_MS = 40_000;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const theme = () => document.documentElement.dataset.theme;
  const inDark = () => theme() === "dark" || (theme() !== "light" && dark.matches);
  const speaks = document.documentElement.lang.startsWith("zh") ? "zh" : "en";
  const stream = () => `/live/market?speak=${speaks}&palette=${inDark() ? "dark" : "light"}`;
  const worker = new URL("live_worker.js", document.currentScript.src).href;

  const shown = new Map();
  let waiting = null;
  let state = "";
  let heard = Date.now();
  let leave = () => {};

  const board = () => document.getElementById("board");
  const ready = () => board() && window.dash_clientside?.set_props;
  const set = (component, properties) => window.dash_clientside.set_props(component, properties);

  function draw() {
    if (!waiting) return;
    if (!ready()) {
      setTimeout(draw, 50);
      return;
    }
    const { parts } = waiting;
    waiting = null;
    for (const [component, properties] of Object.entries(parts)) {
      const text = JSON.stringify(properties);
      if (shown.get(component) === text) continue;
      shown.set(component, text);
      set(component, properties);
    }
  }

  function say(next) {
    if (state === next) return;
    if (!ready()) {
      setTimeout(() => say(next), 50);
      return;
    }
    state = next;
    set("live-state", { children: board().dataset[next], className: `live-state live-${next}` });
    set("poll", { disabled: next !== "polling" });
    set("in-dark", { data: inDark() });
  }

  function hear(message) {
    heard = Date.now();
    if (message.data) {
      waiting = JSON.parse(message.data);
      draw();
      say("live");
    } else if (message.state === "closed") {
      say("polling");
    } else if (message.state === "connecting") {
      say("reconnecting");
    }
  }

  // One connection serves all tabs; a browser without shared workers opens one for each.
  function connect() {
    leave();
    const address = stream();
    if ("SharedWorker" in window) {
      const shared = new SharedWorker(worker, { name: address });
      shared.port.onmessage = (event) => hear(event.data);
      shared.port.start();
      leave = () => shared.port.postMessage("leave");
    } else if ("EventSource" in window) {
      const source = new EventSource(address);
      source.onmessage = (event) => hear({ data: event.data });
      source.onerror = () => {
        hear({ state: source.readyState === EventSource.CLOSED ? "closed" : "connecting" });
      };
      leave = () => source.close();
    } else {
      say("polling");
    }
  }

  connect();
  dark.addEventListener("change", () => { shown.clear(); connect(); });
  addEventListener("pagehide", () => leave());
  addEventListener("pageshow", (event) => { if (event.persisted) connect(); });
  setInterval(() => {
    if (state === "live" && Date.now() - heard > STALE_MS) say("reconnecting");
  }, 5000);
})();
