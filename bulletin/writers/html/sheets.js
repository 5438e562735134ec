/* Fills sheets by measuring lines, as a printer of type would. The text is whole without it: where
   no script runs, and on a narrow screen, it stands in one column. */
"use strict";
const sheets = (() => {
  const root = document.documentElement;
  const width = getComputedStyle(root).getPropertyValue("--page-width");
  const wide = matchMedia(`(min-width:${width})`);
  let flow = null; // the parts as they came, before anything was cut

  /* Cutting a block */

  const box = (node) => node.getBoundingClientRect();
  const isKept = (node) => node && getComputedStyle(node).breakAfter === "avoid";
  const isWhole = (node) => /^(H[1-6]|FIGURE|LI)$/.test(node.tagName) || node.classList.contains("whole");
  const pitch = (node) => parseFloat(getComputedStyle(node).lineHeight);

  /* The limit that leaves two lines at least of a paragraph on each sheet; null where none does. */
  function limitOfTwo(block, limit) {
    const { top, height } = box(block);
    const lines = Math.round(height / pitch(block));
    const above = Math.min(Math.floor((limit - top) / pitch(block) + 0.05), lines - 2);
    return above < 2 ? null : top + above * pitch(block) + 0.75;
  }

  /* The first place of a paragraph that stands under the limit: [text node, offset]. */
  function firstUnder(block, limit) {
    const half = parseFloat(getComputedStyle(block).lineHeight) / 2 || 0;
    const slack = (node) => (node.parentElement.closest("sup,sub") ? half / 2 : 0);
    const range = document.createRange();
    const isUnder = (node, at) => {
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const rect = range.getClientRects()[0];
      return rect !== undefined && (rect.top + rect.bottom) / 2 + half > limit + slack(node);
    };
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode()); ) {
      if (!node.length || !isUnder(node, node.length - 1)) continue;
      let low = 0;
      let high = node.length - 1;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (isUnder(node, middle)) high = middle;
        else low = middle + 1;
      }
      return [node, low];
    }
    return null;
  }

  /* Cuts off and returns what of a block stands under the limit; null where nothing fits above. */
  function cut(block, limit) {
    if (isWhole(block)) return null;
    if (block.matches("table,ul,.scroll")) return cutRows(block, limit);
    const own = block.classList.contains("two") ? limitOfTwo(block, limit) : limit;
    const place = own && firstUnder(block, own);
    if (!place) return null;
    const range = document.createRange();
    range.setStart(block, 0);
    range.setEnd(...place);
    if (range.toString() === "") return null;
    range.setStart(...place);
    range.setEnd(block, block.childNodes.length);
    const rest = block.cloneNode(false);
    rest.removeAttribute("id");
    rest.append(range.extractContents());
    rest.classList.remove("above");
    rest.classList.add("rest");
    block.classList.remove("below");
    block.classList.add("cut");
    return rest;
  }

  /* A cell over several rows that is cut before one of them goes on there as an empty cell. */
  function continued(rows, rests, first) {
    const owners = rows.map(() => []); // of each row and column: the cell there, and its row
    rows.forEach((row, at) => {
      let column = 0;
      for (const cell of row.cells || []) {
        while (owners[at][column]) column++;
        for (let down = at; down < Math.min(at + cell.rowSpan, rows.length); down++)
          for (let beside = 0; beside < cell.colSpan; beside++) owners[down][column + beside] = { cell, at };
      }
    });
    const own = [...(rests[first].cells || [])];
    let place = 0;
    new Map(owners[first].map((owner) => [owner.cell, owner])).forEach(({ cell, at }) => {
      if (at === first) {
        place++;
        return;
      }
      const rest = cell.cloneNode(false);
      rest.rowSpan = at + cell.rowSpan - first;
      cell.rowSpan = first - at;
      rests[first].insertBefore(rest, own[place] || null);
    });
  }

  /* Cuts a table inside its first row, which is higher than a sheet; null where too little fits above. */
  function cutRow(block, rows, limit) {
    if (limit - box(rows[0]).top < 3 * pitch(rows[0].cells[0])) return null;
    const rest = block.cloneNode(true);
    const cells = rest.querySelector("tbody>tr").cells;
    [...rows[0].cells].forEach((cell, at) => {
      cells[at].textContent = "";
      const place = firstUnder(cell, limit);
      if (!place) return;
      const range = document.createRange();
      range.setStart(...place);
      range.setEnd(cell, cell.childNodes.length);
      cells[at].append(range.extractContents());
    });
    rest.querySelectorAll("caption").forEach((caption) => caption.remove());
    rows.slice(1).forEach((row) => row.remove());
    return rest;
  }

  function cutRows(block, limit) {
    const rowsOf = (node) => [...node.querySelectorAll("tbody>tr,:scope>li")];
    const rows = rowsOf(block);
    const first = rows.findIndex((row) => box(row).bottom > limit);
    const room = box(block.closest(".area") || block).height - (block.querySelector("thead") || block).offsetHeight;
    if (first === 0 && rows[0].cells && box(rows[0]).height > room) return cutRow(block, rows, limit - 4);
    if (first < 1) return null;
    const rest = block.cloneNode(true);
    continued(rowsOf(block), rowsOf(rest), first);
    rowsOf(rest).slice(0, first).forEach((row) => row.remove());
    rest.querySelectorAll("caption").forEach((caption) => caption.remove());
    rows.slice(first).forEach((row) => row.remove());
    return rest;
  }

  /* Filling sheets */

  class Press {
    constructor(main) {
      this.main = main;
      this.open();
    }

    open() {
      const made = document.createElement("div");
      made.className = "sheet";
      this.area = made.appendChild(document.createElement("div"));
      this.area.className = "area";
      this.main.append(made);
    }

    /* The part goes on on a new sheet; not as a second landmark, unless it only begins there. */
    turn() {
      const before = this.part;
      this.open();
      if (before.childElementCount === 0) {
        this.area.append(before);
        return;
      }
      this.part = document.createElement("div");
      this.part.className = before.className;
      this.area.append(this.part);
    }

    limit() {
      return box(this.area).bottom + 0.75;
    }

    set(part) {
      this.part = this.area.appendChild(part.cloneNode(false));
      const queue = [...part.children].map((block) => block.cloneNode(true));
      while (queue.length) {
        const block = queue.shift();
        if (block.classList.contains("page") && this.area.textContent.trim()) this.turn();
        block.classList.remove("page");
        this.part.append(block);
        if (box(block).bottom <= this.limit()) continue;
        const rest = cut(block, this.limit());
        const moved = rest ? [rest] : this.takeBack(block);
        if (!moved.length) continue;
        queue.unshift(...moved);
        this.turn();
      }
    }

    /* A block that goes to the next sheet whole, with what is kept with it before it: headings, the
       last lines of a paragraph; none where it is alone on its sheet, since then it fits on no other. */
    takeBack(block) {
      const moved = [block];
      for (let before; isKept((before = moved[0].previousElementSibling)); ) {
        const isLong = before.classList.contains("two") && box(before).height > 3.5 * pitch(before);
        const lines = isLong && cut(before, box(before).bottom - 1.5 * pitch(before));
        moved.unshift(lines || before);
        if (lines) break;
      }
      const isFirst = (node) => node === this.part.firstElementChild && this.part === this.area.firstElementChild;
      if (isFirst(moved[0])) moved.splice(0, moved.length - 1);
      if (isFirst(block)) return [];
      moved.forEach((one) => one.remove());
      return moved;
    }

    /* The foot stands on the last lines of the last sheet; of one over half a page high
       what is of its first kind runs in the text. The line before it does not stay behind alone. */
    foot(part) {
      const foot = part.cloneNode(true);
      this.area.append(foot);
      if (box(foot).height > box(this.area).height / 2) {
        foot.remove();
        const kind = (node) => node.classList[0];
        const rows = [...part.children];
        const behind = rows.findIndex((row) => kind(row) !== kind(rows[0]));
        const ends = part.cloneNode(false);
        if (behind > 0) ends.append(...rows.slice(behind).map((row) => row.cloneNode(true)));
        const begins = part.cloneNode(false);
        begins.append(...rows.slice(0, behind > 0 ? behind : rows.length).map((row) => row.cloneNode(true)));
        this.set(begins);
        if (behind > 0) this.foot(ends);
        return;
      }
      if (box(foot).bottom > this.limit()) {
        const isMore = this.part && this.part.childElementCount > 1;
        const last = isMore ? this.takeBack(this.part.lastElementChild) : [];
        if (this.part) this.turn();
        else this.open();
        if (last.length) this.part.append(...last);
        this.area.append(foot);
      }
      foot.classList.add("foot");
    }
  }

  function lay(asSheets) {
    const main = document.querySelector("main");
    if (asSheets === root.classList.contains("sheets")) return;
    root.classList.toggle("sheets", asSheets);
    const parts = [...flow.children];
    main.textContent = "";
    if (!asSheets) main.append(...parts.map((part) => part.cloneNode(true)));
    else {
      const press = new Press(main);
      for (const part of parts) part.tagName === "FOOTER" ? press.foot(part) : press.set(part);
    }
    document.dispatchEvent(new Event("laid"));
  }

  /* Lays the parts anew; those of the main element as it is now, if it was exchanged. */
  function start(exchanged) {
    if (exchanged) flow = document.querySelector("main").cloneNode(true);
    root.classList.remove("sheets");
    lay(wide.matches);
  }

  start(true);
  document.fonts.ready.then(() => start(false));
  wide.addEventListener("change", () => lay(wide.matches));
  addEventListener("beforeprint", () => lay(true));
  addEventListener("afterprint", () => lay(wide.matches));
  const aim = location.hash && document.getElementById(location.hash.slice(1));
  if (aim) aim.scrollIntoView();
  return { start };
})();
