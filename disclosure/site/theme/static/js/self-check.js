// Looks for personal data in a file the reader chooses. Nothing is sent anywhere: the page forbids every connection.
// The patterns are those of the build (disclosure/privacy/privacy.toml), put into the page.
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("patterns").textContent);
  const words = JSON.parse(document.getElementById("words").textContent);
  const whole = (pattern) => (pattern ? new RegExp(`^(?:${pattern})$`) : null);
  const kinds = data.kinds.map((kind) => ({
    ...kind,
    pattern: new RegExp(kind.pattern, "g"),
    shape: whole(kind.shape),
    digits: whole(kind.digits),
    before: (kind.not_after ?? []).map((name) => new RegExp(data.before[name])),
  }));
  const MOST = 200;
  const NEAR = 32;

  // How a text is folded before it is searched (disclosure/privacy/folding.py).
  const signs = new Map();
  for (const [name, sign] of [["dash", "-"], ["space", " "], ["dot", "."], ["slash", "/"], ["gone", ""]]) {
    for (const c of data.fold[name]) signs.set(c, sign);
  }
  data.fold.digits.forEach((all, digit) => [...all].forEach((c) => signs.set(c, String(digit))));
  const spoken = new Map(data.fold.numerals.flatMap((all, digit) => [...all].map((c) => [c, String(digit)])));
  const MARKS = new RegExp(data.fold.marks, "g");
  const numerals = `[${[...spoken.keys()].join("")}]`;
  const SPOKEN = new RegExp(`${numerals}(?:[ ./-]?${numerals}){10,}`, "g");

  // The digits of a script stand in a row, from nought; rows of ten may follow one another.
  function decimal(c) {
    let first = c.codePointAt(0);
    while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first--;
    return String((c.codePointAt(0) - first) % 10);
  }

  function sign(c) {
    if (signs.has(c)) return signs.get(c);
    if (/\p{Cf}/u.test(c)) return "";
    if (/\p{Pd}/u.test(c)) return "-";
    if (/\p{Nd}/u.test(c)) return decimal(c);
    if (/\p{Z}/u.test(c)) return " ";
    return [...c.normalize("NFKC")].map((one) => signs.get(one) ?? one.replace(/\s/, " ")).join("");
  }

  const BETWEEN = new RegExp(`(?<=[0-9])(?:${data.fold.between.map((one) => `(${one})`).join("|")})(?=[0-9Xx])`, "g");

  const folded = (text) => joined([...text].map(sign).join("")
    .replace(SPOKEN, (run) => [...run].map((c) => spoken.get(c) ?? c).join("")));

  const joined = (text) => text.replace(BETWEEN, (run, ...groups) => {
    if (run.length === 1 && " ./-".includes(run)) return run;
    if (text.startsWith("=") && run.includes('"')) return "";
    return data.fold.signs[data.fold.between.findIndex((_, n) => groups[n] !== undefined)];
  });

  // A text with its spelt characters as they read: &#49;, %31, \u0031, _x0031_.
  const character = (code, base) => { const point = parseInt(code, base); return point <= 0x10ffff ? String.fromCodePoint(point) : ""; };
  const read = (text) => text
    .replace(/%([0-9A-Fa-f]{2})/g, (_, code) => character(code, 16))
    .replace(/&#[xX]([0-9A-Fa-f]{1,6});?/g, (_, code) => character(code, 16))
    .replace(/&#([0-9]{1,7});?/g, (_, code) => character(code, 10))
    .replace(/&commat;/g, "@").replace(/&period;/g, ".").replace(/&(?:nbsp|ensp|emsp);/g, " ").replace(/&amp;/g, "&")
    .replace(/\\u([0-9A-Fa-f]{4})|_x([0-9A-Fa-f]{4})_/g, (_, one, other) => character(one ?? other, 16));

  const digits = (text) => [...text].map((c) => parseInt(c, 36));

  // The two check characters of a 统一社会信用代码 (GB 32100-2015, GB 11714).
  function isCreditCode(code) {
    const characters = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    if (!/^5[1239]\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(code)) return false;
    let sum = 0;
    for (let n = 0, weight = 1; n < 17; n++, weight = (weight * 3) % 31) sum += characters.indexOf(code[n]) * weight;
    const weights = [3, 7, 9, 10, 5, 8, 4, 2];
    const body = digits(code.slice(8, 16)).reduce((total, value, n) => total + value * weights[n], 0);
    return characters[(31 - (sum % 31)) % 31] === code[17] && "0123456789X0"[11 - (body % 11)] === code[16];
  }

  // GB 11643: a day that exists, and ISO 7064 MOD 11-2.
  function isCitizenId(number) {
    const [year, month, day] = [number.slice(6, 10), number.slice(10, 12), number.slice(12, 14)].map(Number);
    const date = new Date(Date.UTC(year, month - 1, day));
    if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return false;
    let check = 0;
    for (const c of number.slice(0, 17)) check = ((check + Number(c)) * 2) % 11;
    return "0123456789X"[(12 - check) % 11] === number[17] && !isCreditCode(number);
  }

  const checks = {
    // Of two numbers with nothing between, either end may be one.
    citizen_id: (number) => [number.slice(0, 18), number.slice(-18)].some(isCitizenId),
    no_code: (number) => !isCreditCode(number),
    // ISO/IEC 7812.
    luhn(number) {
      const sum = digits(number).reverse()
        .reduce((total, value, n) => total + (n % 2 ? (value > 4 ? value * 2 - 9 : value * 2) : value), 0);
      return sum % 10 === 0;
    },
  };

  function fits(kind, text, match) {
    const found = match[1] ?? match[0];
    const bare = found.replace(/[^0-9A-Za-z]/g, "").toUpperCase();
    if (kind.shape && !kind.shape.test(found.replace(/[0-9]+/g, (run) => run.length))) return false;
    if (kind.digits && !kind.digits.test(bare)) return false;
    const before = text.slice(Math.max(0, match.index - NEAR), match.index);
    return (!kind.check || checks[kind.check](bare)) && !kind.before.some((pattern) => pattern.test(before));
  }

  // The places in a text that lie within the path of an address.
  function paths(text) {
    const linked = new Uint8Array(text.length);
    for (const match of text.matchAll(new RegExp(data.address.path, "g"))) {
      const end = match.index + match[0].length;
      linked.fill(1, end - match[1].length, end);
    }
    return linked;
  }

  const AMOUNT = whole(data.amount.pattern);

  function find(text, title) {
    if (data.amount.titles.includes(title) && AMOUNT.test(text.replace(MARKS, " ").trim())) return [];
    const all = [];
    for (let spelt = text, rounds = 4; rounds > 0; rounds--) {
      for (const one of new Set([spelt, spelt.replace(MARKS, " ")])) {
        all.push(...within(one, title).filter((found) => !all.some((told) => told.code === found.code && told.shown === found.shown)));
      }
      const next = read(spelt);
      if (next === spelt) break;
      spelt = next;
    }
    return all;
  }

  function within(text, title) {
    const normal = folded(text);
    const linked = paths(normal);
    const counted = new Uint8Array(normal.length);
    const found = [];
    for (const kind of kinds) {
      if (title && kind.titles.includes(title)) continue;
      kind.pattern.lastIndex = 0;
      for (let match; (match = kind.pattern.exec(normal)); ) {
        if (!fits(kind, normal, match)) {
          kind.pattern.lastIndex = match.index + 1;
          continue;
        }
        const datum = match[1] ?? match[0];
        const start = match.index + match[0].lastIndexOf(datum);
        const end = start + datum.length;
        if (kind.in_url === false && linked.subarray(start, end).every(Boolean)) continue;
        if (kind.shape || kind.digits) {
          if (counted.subarray(start, end).every(Boolean)) continue;
          counted.fill(1, start, end);
        }
        found.push({ code: kind.code, name: kind.name, shown: datum.slice(0, kind.shown) + "*".repeat(datum.length - kind.shown) });
      }
    }
    return found;
  }

  const isHeading = (text) => {
    const bare = data.others.reduce((left, other) => left.replaceAll(other, ""), folded(text).replace(/ /g, "")).toLowerCase();
    return data.headings.some((word) => bare.includes(word.toLowerCase())) && bare.length < 15;
  };

  function decode(bytes) {
    if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
    if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch {
      return new TextDecoder("gb18030").decode(bytes);
    }
  }

  function* csvCells(text) {
    const mark = text.split("\n", 1)[0].includes("\t") ? "\t" : ",";
    let [row, column, cell, quoted] = [1, 1, "", false];
    for (let n = 0; n <= text.length; n++) {
      const c = text[n];
      if (quoted && c !== undefined) {
        if (c === '"' && text[n + 1] === '"') { cell += '"'; n++; } else if (c === '"') quoted = false; else cell += c;
      } else if (c === '"' && !cell) quoted = true;
      else if (c === mark || c === "\n" || c === "\r" || c === undefined) {
        if (cell.trim()) yield { row, column, text: cell.replace(/^\ufeff/, "") };
        cell = ""; column++;
        if (c === "\n" || (c === "\r" && text[n + 1] !== "\n")) { row++; column = 1; }
      } else cell += c;
    }
  }

  async function unzip(bytes) {
    const view = new DataView(bytes.buffer);
    let end = bytes.length - 22;
    while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end--;
    if (end < 0) throw new Error("zip");
    const parts = {};
    let at = view.getUint32(end + 16, true);
    for (let count = view.getUint16(end + 10, true); count > 0; count--) {
      const [method, size, nameLength] = [view.getUint16(at + 10, true), view.getUint32(at + 20, true), view.getUint16(at + 28, true)];
      const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
      const local = view.getUint32(at + 42, true);
      const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
      if (/\.(xml|rels|vml)$/.test(name)) {
        const packed = new Blob([bytes.subarray(start, start + size)]);
        const stream = method ? packed.stream().pipeThrough(new DecompressionStream("deflate-raw")) : packed.stream();
        parts[name] = await new Response(stream).text();
      }
      at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
    return parts;
  }

  const parse = (xml) => new DOMParser().parseFromString(xml, "application/xml");
  const all = (node, name) => [...node.getElementsByTagNameNS("*", name)];
  const columnOf = (place) => [...place.replace(/\d/g, "")].reduce((total, c) => total * 26 + c.charCodeAt(0) - 64, 0);

  function* workbookCells(parts) {
    const shared = parts["xl/sharedStrings.xml"] ? all(parse(parts["xl/sharedStrings.xml"]), "si").map((si) => all(si, "t").map((t) => t.textContent).join("")) : [];
    for (const [name, xml] of Object.entries(parts)) {
      if (/^xl\/worksheets\/[^/]+\.xml$/.test(name)) {
        const sheet = name.split("/").pop().replace(".xml", "");
        for (const cell of all(parse(xml), "c")) {
          const value = all(cell, "v")[0]?.textContent ?? all(cell, "t").map((t) => t.textContent).join("");
          const place = cell.getAttribute("r") || "";
          const text = cell.getAttribute("t") === "s" ? shared[Number(value)] ?? "" : value;
          if (text) yield { sheet, where: `${sheet} ${place}`, row: Number(place.replace(/\D/g, "")), column: columnOf(place), text };
        }
      }
    }
    for (const [name, xml] of Object.entries(parts)) yield* wordsOf(name, xml);
  }

  // Every word of a part outside the cells: text, whole where it stands in runs, and the values of attributes.
  function* wordsOf(name, xml) {
    const node = parse(xml);
    for (const cells of [...all(node, "sheetData"), ...all(node, "sst")]) cells.replaceChildren();
    const told = new Set();
    for (const element of all(node, "*")) {
      const texts = [...element.attributes].map((attribute) => attribute.value);
      if (!element.childElementCount || ["p", "comment", "text"].includes(element.localName)) texts.push(element.textContent);
      for (const text of texts.flatMap((one) => [one, one.replace(/&(?:"[^"]*"|\d{1,2}|[A-Za-z])/g, " ")])) {
        if (text.length > 5 && !told.has(text)) yield { where: `${words.comment} ${name.split("/").pop()}`, text };
        told.add(text);
      }
    }
  }

  async function look(file) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (bytes[0] === 0xd0 && bytes[1] === 0xcf) throw new Error("old");
    const zipped = bytes[0] === 0x50 && bytes[1] === 0x4b;
    const text = zipped ? "" : decode(bytes);
    if (/[\x00-\x08\x0e-\x1a]/.test(text)) throw new Error("binary");
    const cells = zipped ? workbookCells(await unzip(bytes)) : csvCells(text);
    const titles = {};
    const found = [];
    for (const cell of cells) {
      const key = `${cell.sheet ?? ""}:${cell.column}`;
      const where = cell.where ?? words.row.replace("{row}", cell.row).replace("{column}", cell.column);
      if (cell.row <= 30 && (data.amount.titles.includes(cell.text.trim()) || kinds.some((kind) => kind.titles.includes(cell.text.trim())))) titles[key] = cell.text.trim();
      if (cell.row <= 30 && isHeading(cell.text)) found.push({ where, name: words.heading, shown: cell.text.slice(0, 15) });
      for (const one of find(cell.text, titles[key])) found.push({ where, ...one });
    }
    return found;
  }

  function show(found) {
    const result = document.getElementById("result");
    result.replaceChildren();
    const told = document.createElement("p");
    told.className = found.length ? "notice" : "lead";
    told.textContent = found.length ? words.found.replace("{count}", found.length) : words.clean;
    result.append(told);
    if (!found.length) return;
    const table = document.createElement("table");
    table.className = "rows";
    const row = (tag, cells) => {
      const line = document.createElement("tr");
      cells.forEach((text, n) => {
        const cell = document.createElement(tag);
        cell.textContent = text;
        if (tag === "td") cell.dataset.head = [words.place, words.kind, words.shown][n];
        line.append(cell);
      });
      return line;
    };
    const head = document.createElement("thead");
    head.append(row("th", [words.place, words.kind, words.shown]));
    const body = document.createElement("tbody");
    for (const one of found.slice(0, MOST)) body.append(row("td", [one.where, one.name, one.shown]));
    table.append(head, body);
    result.append(table);
    if (found.length > MOST) result.append(words.more.replace("{count}", MOST));
  }

  const say = (text) => { document.getElementById("result").textContent = text; };
  document.getElementById("file").addEventListener("change", async (event) => {
    const [file] = event.target.files;
    if (!file) return;
    say(words.reading);
    try {
      show(await look(file));
    } catch (error) {
      say(error.message === "old" ? words.old : words.unreadable);
    }
  });
  window.selfCheck = { find };
})();
