// Search the story. Pagefind is loaded at the first use; what is asked for stands in the address.
(() => {
  const STEP = 10;
  const form = document.querySelector("form[data-index]");
  const [status, list, more] = ["status", "found", "more"].map((id) => document.getElementById(id));
  const row = form.querySelector("template").content.firstElementChild;
  const selects = [...form.querySelectorAll("select")];
  let engine, timer, turn = 0, results = [];

  async function start() {
    const pagefind = await import(`${form.dataset.index}pagefind.js`);
    // Without a worker: that would obey the policy of its own file, which forbids WebAssembly.
    await pagefind.options({ baseUrl: form.dataset.base, noWorker: true });
    await pagefind.filters(); // from here on it counts what each choice would leave
    return pagefind;
  }

  const load = () => (engine ??= start().catch(() => (engine = null)));

  async function search() {
    const mine = ++turn, words = form.q.value.trim(), asked = words || selects.some((s) => s.value);
    if (!asked && !engine) return;
    const pagefind = await load();
    // Without words, parts stand in the order of the story.
    const sort = words ? {} : { part: "asc" };
    const find = (but) => {
      const chosen = selects.filter((s) => s.value && s !== but).map((s) => [s.name, s.value]);
      return pagefind.search(words || null, { filters: Object.fromEntries(chosen), sort });
    };
    const [found, ...counts] = pagefind ? await Promise.all([null, ...selects].map(find)) : [];
    if (mine !== turn) return;
    counts.forEach(({ filters }, n) => count(selects[n], filters[selects[n].name] ?? {}));
    results = (asked && found?.results) || [];
    status.textContent = asked ? say(pagefind, words && ` for “${words}”`) : "";
    list.replaceChildren();
    show();
  }

  function say(loaded, about) {
    if (!loaded) return "The search did not load. The ways below lead on without it.";
    if (!results.length) return `Nothing found${about}. Try another word, or a wider choice.`;
    return `${results.length} ${results.length > 1 ? "results" : "result"}${about}`;
  }

  // Say beside each choice how many parts it would leave, the other choices being as they are.
  function count(select, counts) {
    for (const option of [...select.options].slice(1)) {
      const number = counts[option.value] ?? 0;
      option.text = `${option.value} (${number})`;
      option.disabled = !number && !option.selected;
    }
  }

  async function show() {
    const mine = turn, from = list.children.length;
    const pages = await Promise.all(results.slice(from, from + STEP).map((result) => result.data()));
    if (mine !== turn) return;
    list.append(...pages.map(hit));
    more.hidden = list.children.length >= results.length;
    return list.children[from];
  }

  function hit({ url, meta, filters, content, excerpt, plain_excerpt: words }) {
    const item = row.cloneNode(true), [side, title, text] = item.children, [kind, phase] = side.children;
    const option = [...(form.phase?.options ?? [])].find((o) => o.value === filters.phase?.[0]);
    kind.textContent = meta.kind ?? "Page";
    title.firstChild.href = url;
    title.firstChild.textContent = meta.title;
    // Pagefind escapes the excerpt, and adds <mark> alone.
    text.innerHTML = (content.startsWith(words) ? "" : "… ") + excerpt + (content.endsWith(words) ? "" : " …");
    if (!option) phase.remove();
    else {
      const { blaze } = option.dataset, drawn = phase.firstChild;
      drawn.classList.add(`b${blaze}`);
      drawn.firstChild.setAttribute("href", `#blaze-${blaze}`);
      phase.append(option.value);
    }
    return item;
  }

  function fill() {
    const query = new URLSearchParams(location.search);
    form.q.value = query.get("q");
    for (const s of selects) {
      s.value = query.get(s.name) ?? "";
      if (s.selectedIndex < 0) s.value = "";
    }
    search();
  }

  form.addEventListener("input", ({ target }) => {
    const typed = target === form.q;
    const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value.trim()));
    history[typed ? "replaceState" : "pushState"](null, "", `?${query}`);
    clearTimeout(timer);
    timer = setTimeout(search, typed ? 150 : 0);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    search();
  });
  form.addEventListener("focusin", load, { once: true });
  more.addEventListener("click", async () => (await show())?.querySelector("a").focus());
  addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const stops = [form.q, ...list.querySelectorAll("a")], at = stops.indexOf(event.target);
    if (!step || at < 0 || !stops[at + step]) return;
    event.preventDefault();
    stops[at + step].focus();
  });
  addEventListener("popstate", fill);
  form.parentElement.hidden = false;
  fill();
})();
