"use strict";
(() => {
  const box = document.getElementById("filter");
  const input = document.getElementById("filter-name");
  const status = document.getElementById("filter-status");
  const groups = document.querySelectorAll(".group");

  // Someone who types "zurich" looks for "Zürich".
  const fold = (text) => text.normalize("NFKD").replace(/\p{Diacritic}/gu, "").toLowerCase();

  const feeds = Array.from(document.querySelectorAll(".feeds > li"), (item) => ({
    item,
    name: fold(item.querySelector("h3").textContent),
  }));

  const apply = () => {
    const words = fold(input.value).split(/\s+/).filter(Boolean);
    let matching = 0;
    for (const { item, name } of feeds) {
      item.hidden = !words.every((word) => name.includes(word));
      matching += item.hidden ? 0 : 1;
    }
    for (const group of groups) {
      group.hidden = !group.querySelector(".feeds > li:not([hidden])");
    }
    status.textContent = words.length ? `Matching feeds: ${matching} of ${feeds.length}` : "";
  };

  input.addEventListener("input", apply);
  box.hidden = feeds.length === 0;
  apply(); // a browser may restore what was typed before a reload
})();
