// The size of type that a reader chose: kept in the reader's own browser and nowhere else. Without this script the
// buttons are not shown, and the browser's own zoom does the same.
"use strict";
(() => {
  const root = document.documentElement;
  const key = "type-size";
  const sizes = ["large", "largest"];
  const kept = () => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // a browser that keeps nothing: the choice holds for this page
    }
  };
  const show = (size) => {
    if (sizes.includes(size)) root.dataset.size = size;
    else delete root.dataset.size;
    for (const button of document.querySelectorAll(".type-size button"))
      button.setAttribute("aria-pressed", String(button.value === (root.dataset.size ?? "")));
  };
  root.dataset.script = "";
  show(kept());
  document.addEventListener("DOMContentLoaded", () => {
    show(root.dataset.size);
    document.querySelector("button.print")?.addEventListener("click", () => print());
    document.querySelector(".type-size").addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      show(button.value);
      try {
        localStorage.setItem(key, button.value);
      } catch {
        // as above
      }
    });
  });
})();
