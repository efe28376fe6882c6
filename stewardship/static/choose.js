// One box for all boxes of its page; without scripts each is ticked by itself.
"use strict";
document.addEventListener("change", (event) => {
  const name = event.target.dataset.all;
  if (name) for (const box of document.querySelectorAll(`input[name="${CSS.escape(name)}"]`)) box.checked = event.target.checked;
});
