// The adapter between our rows and the grid library: the library draws cells and takes keys, the server decides.
"use strict";
(() => {
  const given = JSON.parse(document.getElementById("rows").textContent);
  const place = document.getElementById("grid");
  const state = document.getElementById("state");
  const aside = document.getElementById("explain");
  const why = document.getElementById("why");
  const csrf = document.body.dataset.csrf;
  const vi = given.lang === "vi";
  const say = (a, b) => (vi ? a : b);
  const LOCKED = 2; // columns before the fields: the place, and why the row waits
  const rows = given.rows;
  const fields = given.columns.map((one) => one.field);
  const at = new Map(rows.map((row, y) => [row.id, y]));
  let sheet, quiet = false, waiting = new Map(), sending = false, timer = 0;

  const reasons = (row) => Object.values(row.faults).flat().map((fault) => fault.message);
  const right = { passes: say("✓ đạt, chờ tổng hợp", "✓ passes, waits for the night"), waits: say("✓ đạt, chờ người khác duyệt", "✓ passes, to be released by another") };
  const back = (row) => (row.note ? `↩ ${say("Người duyệt trả lại", "Turned down")}: ${row.note}` : "");
  const told = (row) => [back(row), right[row.state] || reasons(row).join("\n")].filter(Boolean).join("\n");
  const text = (row, field) => (row.cells[field] ? row.cells[field].text : "");
  const cellsOf = (row) => [row.place, told(row), ...fields.map((field) => text(row, field))];
  const keyOf = (edit) => `${edit.id} ${edit.field}`;
  const note = (words, kind = "") => { state.textContent = words; state.className = kind; };

  function paint(y) {
    const row = rows[y];
    for (let x = 0; x < LOCKED; x += 1) {
      const cell = sheet.getCellFromCoords(x, y);
      cell.classList.add("locked");
      cell.classList.toggle("passes", x === 1 && row.state in right);
    }
    fields.forEach((field, number) => {
      const cell = sheet.getCellFromCoords(number + LOCKED, y);
      const faults = row.faults[field] || [];
      cell.classList.toggle("fault", faults.some((one) => one.severity === "error"));
      cell.classList.toggle("asked", faults.length > 0 && faults.every((one) => one.severity === "query"));
      cell.classList.toggle("changed", Boolean(row.cells[field] && row.cells[field].version));
      cell.setAttribute("aria-invalid", faults.length > 0 ? "true" : "false");
    });
  }

  function explain(x, y) {
    const row = rows[y];
    if (!row) return;
    const field = fields[x - LOCKED];
    const cell = field && row.cells[field];
    const faults = field ? row.faults[field] || [] : Object.values(row.faults).flat();
    const parts = [];
    const add = (tag, words) => { const made = document.createElement(tag); made.textContent = words; parts.push(made); return made; };
    add("h2", field ? given.columns[x - LOCKED].label : row.place);
    if (cell && cell.by) add("p", `${say("Đã sửa bởi", "Changed by")} ${cell.by}${cell.waits ? say(", chờ người khác duyệt", ", to be released by another") : ""}`);
    if (row.note) add("p", back(row)).className = "warn";
    faults.forEach((one) => {
      add("p", `${one.message}.`).className = one.severity === "error" ? "bad" : "warn";
      if (one.expected) add("p", `${say("Mong đợi", "Expected")}: ${one.expected}`);
      if (one.hint) add("p", one.hint).className = "soft";
      const column = fields.indexOf(one.field);
      if (place.dataset.readonly !== "true" && column >= 0) one.instead.forEach((each) => {
        const button = add("button", `${say("Điền", "Put in")}: ${each.label}`);
        button.type = "button";
        button.addEventListener("click", () => sheet.setValueFromCoords(column + LOCKED, y, each.text));
      });
    });
    if (!faults.length) add("p", row.state in right ? say("Dòng này đã đạt.", "This row passes.") : say("Ô này không có lỗi.", "Nothing is wrong with this cell.")).className = "soft";
    const link = add("a", say("Lịch sử của dòng", "History of the row"));
    link.href = `/audit/row/${row.id}`;
    aside.replaceChildren(...parts);
  }

  function put(y, x, value) {
    quiet = sheet.ignoreHistory = true; // what the server says is not a deed of the steward, to be undone
    sheet.setValueFromCoords(x, y, value, true);
    quiet = sheet.ignoreHistory = false;
  }

  function takeIn(answer, edits) {
    for (const fresh of answer.rows) {
      const y = at.get(fresh.id);
      const row = rows[y];
      Object.assign(row, fresh);
      put(y, 1, told(row));
      fields.forEach((field, number) => {
        const known = text(row, field);
        if (!waiting.has(`${row.id} ${field}`) && String(sheet.getValueFromCoords(number + LOCKED, y) ?? "") !== known) put(y, number + LOCKED, known);
      });
      paint(y);
    }
    for (const one of answer.conflicts) {
      const row = rows[at.get(one.id)];
      row.cells[one.field] = { text: one.text, version: one.version, by: one.by };
      put(at.get(one.id), fields.indexOf(one.field) + LOCKED, one.text);
      paint(at.get(one.id));
    }
    // What was typed while the answer was under way is typed over our own words, not over somebody else's.
    const lost = new Set(answer.conflicts.map(keyOf));
    for (const one of edits) {
      const next = waiting.get(keyOf(one)), row = rows[at.get(one.id)];
      if (next && !lost.has(keyOf(one))) next.version = (row.cells[one.field] || {}).version || "";
    }
    if (answer.conflicts.length) {
      const one = answer.conflicts[0];
      note(say(`${one.by} vừa ghi “${one.text}”; bạn gõ “${one.mine}”. Gõ lại nếu vẫn muốn đổi.`,
        `${one.by} has just written “${one.text}”; you typed “${one.mine}”. Type again to change it.`), "bad");
    } else if (!waiting.size) {
      const passing = answer.rows.filter((row) => row.state in right).length;
      note(say(`Đã lưu. ${passing}/${answer.rows.length} dòng vừa sửa đã đạt.`, `Saved. ${passing} of ${answer.rows.length} rows pass.`));
    }
  }

  async function send() {
    if (sending || !waiting.size) return;
    sending = true;
    const edits = [...waiting.values()];
    waiting = new Map();
    note(say("Đang lưu…", "Saving…"), "busy");
    try {
      const answer = await fetch("/held/cells", {
        method: "POST", headers: { "Content-Type": "application/json", "X-CSRF-Token": csrf },
        body: JSON.stringify({ edits, reason: why ? why.value : "" }),
      });
      if (!answer.ok) throw new Error((await answer.json().catch(() => ({}))).message || answer.status);
      takeIn(await answer.json(), edits);
    } catch (error) {
      // Nothing typed is lost: it stays in the grid and is sent again with the next change, or by this timer.
      for (const one of edits) if (!waiting.has(keyOf(one))) waiting.set(keyOf(one), one);
      note(`${say("Chưa lưu được, sẽ thử lại", "Not saved yet, will try again")}: ${error.message}`, "bad");
      setTimeout(send, 3000);
    } finally {
      sending = false;
      if (!waiting.size) delete place.dataset.saving;
    }
    if (waiting.size && state.className !== "bad") send();
  }

  function changed(x, y, value, undone = false) {
    const column = Number(x), row = rows[Number(y)];
    if (quiet || column < LOCKED || !row) return;
    const field = fields[column - LOCKED];
    const typed = String(value ?? "").normalize("NFC");
    if (typed.includes("•") && !undone) { // what is masked cannot be edited in part: the whole is typed, or it is shown first
      put(Number(y), column, text(row, field));
      note(say("Ô đang che số: gõ lại cả số, hoặc bấm “Hiện số giấy tờ”.", "The cell is masked: type the whole number, or show ids."), "bad");
      return;
    }
    const edit = { id: row.id, field, text: typed, version: (row.cells[field] || {}).version || "" };
    waiting.set(keyOf(edit), edit);
    place.dataset.saving = "true";
    clearTimeout(timer);
    timer = setTimeout(send, 60);
  }

  // The library tells what it undid as a whole; what stands in the cells then is saved like what is typed.
  const undid = (_, past) => (past?.records ?? []).forEach((one) => changed(one.x, one.y, sheet.getValueFromCoords(one.x, one.y), true));

  // The library writes an inline handler, which our policy forbids and nothing needs.
  const setAttribute = Element.prototype.setAttribute;
  Element.prototype.setAttribute = function set(name, value) {
    if (!name.startsWith("on")) setAttribute.call(this, name, value);
  };

  const width = (one) => Math.min(320, Math.max(90, 9 * one.label.length, ...rows.slice(0, 40).map((row) => 9 * Math.min(34, text(row, one.field).length) + 24)));
  const locked = (title, size) => ({ type: "text", title, width: size, readOnly: true, align: "left", wordWrap: true });
  const books = jspreadsheet(place, {
    parseFormulas: false, contextMenu: () => null, about: false,
    onchange: (_, __, x, y, value) => changed(x, y, value),
    onundo: undid,
    onredo: undid,
    onselection: (_, x, y) => explain(x, y),
    worksheets: [{
      data: rows.map(cellsOf),
      columns: [locked(say("Tệp · trang · dòng", "File · sheet · row"), 190), locked(say("Vì sao bị giữ", "Why it waits"), 280),
        ...given.columns.map((one) => ({ type: "text", title: one.label, width: width(one), align: "left", wordWrap: true, readOnly: place.dataset.readonly === "true" }))],
      minDimensions: [given.columns.length + LOCKED, rows.length], allowInsertRow: false, allowInsertColumn: false,
      allowDeleteRow: false, allowDeleteColumn: false, allowRenameColumn: false, columnSorting: false, columnDrag: false,
      rowDrag: false, tableOverflow: false, wordWrap: true, parseFormulas: false, stripHTML: true, stripHTMLOnCopy: true, freezeColumns: 0,
    }],
  });
  sheet = books[0];
  rows.forEach((_, y) => paint(y));
  window.addEventListener("beforeunload", (event) => { if (waiting.size || sending) event.preventDefault(); });
  place.dataset.ready = "true";
})();
