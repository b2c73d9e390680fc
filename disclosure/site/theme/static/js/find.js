// Searches the names of organisations where no server answers: by containment in name, former name or code, or by
// pinyin and its initials. Each district's list (disclosure/site/spelling.py) is loaded once something is searched.
"use strict";
(() => {
  const page = document.getElementById("names");
  const asked = new URLSearchParams(location.search);
  const box = document.getElementById("big");
  const choice = document.getElementById("district");
  const MOST = 100;
  const say = (word, n = "") => page.dataset[word].replace("{n}", n);
  const fold = (text) => text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

  // A list as it is searched: of each name the folded texts, the readings " wang hu" and their initials.
  function prepared(list, district = list.title) {
    const usual = new Map(Object.entries(list.sounds).flatMap(([sound, all]) => [...all].map((c) => [c, sound])));
    return list.names.map(([code, name, former, sample, status, lists], n) => {
      const folded = fold(name);
      const sounds = list.read[n]?.split(" ") ?? [...folded].map((c) => usual.get(c) ?? c);
      const initials = sounds.map((sound) => sound[0]).join("");
      return { code, name, former, sample, standing: [status, ...lists.split(",")].filter(Boolean), folded, district, texts: [folded, fold(code), ...former.split("、").map(fold)],
        spoken: ` ${sounds.join(" ")}`, initials };
    });
  }

  // Whether a name holds a word; letters may be a reading that begins with a character, or initials.
  function holds(one, word) {
    if (one.texts.some((text) => text.includes(word))) return true;
    return /^[a-z]+$/.test(word) && (one.initials.includes(word) || new RegExp(` ${[...word].join(" ?")}`).test(one.spoken));
  }

  // What is looked for: each word that is typed, and what stands for it; words that say nothing are passed over.
  const known = JSON.parse(page?.dataset.words || '{"beside": {}, "passed": []}');
  const typedWords = (typed) => [...new Set(typed.slice(0, 100).split(/\s+/).map(fold).filter(Boolean))];
  function words(typed) {
    const all = typedWords(typed);
    const telling = all.filter((word) => !known.passed.includes(word));
    return telling.length ? telling : all;
  }
  const either = (one, word) => [word, ...(known.beside[word] ?? [])].some((each) => holds(one, each));

  function find(lists, typed) {
    const sought = words(typed);
    const found = sought.length ? lists.flat().filter((one) => sought.every((word) => either(one, word))) : [];
    const rank = (one) => (one.sample ? 2 : 0) + (one.folded.startsWith(sought[0]) ? 0 : 1);
    return found.map((one, n) => [rank(one), n, one]).sort((a, b) => a[0] - b[0] || a[1] - b[1]).map((three) => three[2]);
  }

  // Whether what is typed asks for a page of the site: a word of English whole, another wherever it stands.
  const asksFor = (typed, all) => all.some((word) => (/^[a-z]+$/.test(word) ? typed.split(/\s+/).includes(word) : typed.includes(word)));

  function add(parent, name, text, kind) {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (kind) made.className = kind;
    return parent.appendChild(made);
  }

  // A text with the word in it marked, as it was typed.
  function marked(parent, text, word) {
    const at = word ? text.indexOf(word) : -1;
    if (at < 0) return parent.append(text);
    parent.append(text.slice(0, at));
    add(parent, "mark", word);
    parent.append(text.slice(at + word.length));
  }

  function show(found, typed) {
    const word = typed.trim().split(/\s+/)[0];
    page.replaceChildren();
    add(page, "p", found.length ? say("found", found.length) : say("nothing"), "lead");
    const list = add(page, "ul", "", "cards found");
    for (const one of found.slice(0, MOST)) {
      const card = add(list, "li", "", one.sample ? "card sample" : "card");
      const standing = add(card, "p", "", "standing");
      for (const term of one.standing) standing.append(document.getElementById(`state-${term}`)?.content.cloneNode(true) ?? term, " ");
      const link = add(card, "a");
      link.href = `${page.dataset.to}${encodeURIComponent(one.code)}/`;
      marked(add(link, "strong"), one.name, word);
      if (one.sample) card.append(" "), add(card, "span", say("sample"), "sample-tag");
      marked(add(card, "p", `${one.district} · `), one.code, word);
      if (one.former) marked(add(card, "p", say("former")), one.former, word);
    }
    if (found.length > MOST) add(page, "p", say("more", MOST));
  }

  const loaded = new Map();
  async function load(option) {
    const file = option.dataset.file;
    const read = () => fetch(file).then((answer) => answer.json()).then((list) => prepared(list, option.textContent));
    if (!loaded.has(file)) loaded.set(file, read());
    return loaded.get(file);
  }

  async function start() {
    const typed = asked.get("q") ?? "";
    const district = asked.get("district") ?? "";
    const all = [...choice.options].filter((one) => one.value);
    box.value = typed.slice(0, 100);
    choice.value = all.some((one) => one.value === district) ? district : "";
    for (const other of document.querySelectorAll(".tongue")) other.search = location.search;
    if (!words(typed).length) return;
    const files = all.filter((one) => !choice.value || one.value === choice.value);
    for (const place of document.querySelectorAll("#places li")) place.hidden = !asksFor(typed.toLowerCase(), place.dataset.words.split(" "));
    page.textContent = say("loading");
    try {
      show(find(await Promise.all(files.map(load)), typed), typed);
    } catch {
      page.textContent = say("failed");
    }
  }

  window.names = { prepared, find };
  if (page && choice) start();
})();
