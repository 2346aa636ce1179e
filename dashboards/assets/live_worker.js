// One stream for all tabs of a browser. The worker's name is the stream's address.
"use strict";

const AGAIN_MS = 30_000;
const ports = new Set();
let source = null;
let last = null;

function tell(message) {
  for (const port of ports) port.postMessage(message);
}

function open() {
  if (source || !ports.size) return;
  source = new EventSource(self.name);
  source.onmessage = (event) => {
    last = { data: event.data };
    tell(last);
  };
  source.onerror = () => {
    last = null;
    if (source.readyState !== EventSource.CLOSED) {
      tell({ state: "connecting" });
      return;
    }
    source = null;
    tell({ state: "closed" });
    setTimeout(open, AGAIN_MS);
  };
}

function close() {
  if (ports.size) return;
  source?.close();
  source = null;
  last = null;
}

self.onconnect = (event) => {
  const [port] = event.ports;
  ports.add(port);
  port.onmessage = () => {
    ports.delete(port);
    setTimeout(close, 1000);
  };
  if (last) port.postMessage(last);
  open();
};
