"use strict";
(() => {
  const version = Number(document.currentScript.dataset.version);

  const element = (name, text, ...children) => {
    const made = document.createElement(name);
    made.textContent = text;
    made.append(...children);
    return made;
  };

  const style = new CSSStyleSheet();
  style.replaceSync(`
    details { position: fixed; right: 1rem; bottom: 1rem; z-index: 9; max-width: min(46rem, calc(100vw - 2rem));
      max-height: 70vh; overflow: auto; padding: .6rem 1rem; border-radius: .5rem; font: 14px/1.45 system-ui, sans-serif;
      background: #1d2024; color: #f4f1ea; box-shadow: 0 .3rem 1.5rem #0006; overflow-wrap: anywhere; }
    summary { cursor: pointer; font-weight: 600; }
    :focus-visible { outline: 2px solid #f0a375; outline-offset: 2px; }
    ol { margin: .6rem 0 0; padding: 0; list-style: none; }
    li { margin-top: .7rem; padding-left: .7rem; border-left: 3px solid #e0b04a; }
    li.error { border-color: #ff7a6b; }
    code { font-size: 12px; }
    p { margin: 0; white-space: pre-wrap; }
    .remedy { color: #c9c5bb; }
  `);
  // What the page looks like has no say in this, nor this in that.
  const host = document.createElement("feeds-problems");
  const shadow = host.attachShadow({ mode: "open" });
  shadow.adoptedStyleSheets = [style];
  const panel = document.createElement("details");
  panel.setAttribute("role", "status");

  const count = (number, what) => (number ? [`${number} ${what}${number === 1 ? "" : "s"}`] : []);

  const item = ({ place, severity, rule, message, remedy }) => {
    const made = element("li", "", element("code", place), element("p", `${severity}: ${message} [${rule}]`));
    made.className = severity;
    const advice = element("p", remedy && `Remedy: ${remedy}`);
    advice.className = "remedy";
    made.append(advice);
    return made;
  };

  const show = ({ error, problems, errors, warnings }) => {
    const counted = [...count(errors, "error"), ...count(warnings, "warning")].join(", ");
    const title = error ? "This is not what the seeds say: they cannot be built" : `${counted} in the seeds`;
    const list = element("ol", "", ...problems.map(item));
    const more = errors + warnings - problems.length;
    if (more > 0) list.append(element("li", `and ${more} more: feeds validate shows all`));
    panel.replaceChildren(element("summary", title), element("p", error), list);
    panel.open = Boolean(error) || panel.open;
    host.hidden = !error && !counted;
  };

  const listen = () => {
    // The browser asks again by itself if the server goes and comes back.
    new EventSource("/.feeds/events").addEventListener("message", ({ data }) => {
      const state = JSON.parse(data);
      if (state.version !== version) location.reload();
      else show(state);
    });
  };

  host.hidden = true;
  shadow.append(panel);
  document.body.append(host);
  listen();
})();
