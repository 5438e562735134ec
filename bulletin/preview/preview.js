
/* The preview's own part: a new version is fetched as soon as there is one, the place on the page is
   kept, and findings stand beside the text they speak of. */
(() => {
  const version = document.body.dataset.version;
  const isWhole = !document.querySelector("main.told");
  const notice = document.createElement("p");
  notice.id = "notice";
  notice.setAttribute("role", "status");
  document.body.append(notice);

  /* The place on the page */

  history.scrollRestoration = "manual";
  const key = `place ${document.title}`;
  const keep = () => isWhole && sessionStorage.setItem(key, String(scrollY));
  const back = () => {
    const kept = isWhole && sessionStorage.getItem(key);
    if (kept) scrollTo(0, Number(kept));
  };
  addEventListener("pagehide", keep);

  /* News */

  const events = new EventSource("/events");
  events.onmessage = (event) => {
    notice.textContent = "";
    if (event.data === version) return;
    events.close();
    keep();
    location.reload();
  };
  events.onerror = () => { notice.textContent = "预览程序没有在运行。重新运行以后，这一页会自己接上。"; };
  addEventListener("beforeunload", () => events.close());

  /* Findings in the margin */

  const cards = [...document.querySelectorAll("#findings li")];
  const marksOf = (card) => [...document.querySelectorAll(`mark[data-findings~="${card.dataset.finding}"]`)];

  function place() {
    const sheet = document.querySelector(".sheet");
    const roomy = sheet && document.documentElement.clientWidth - sheet.getBoundingClientRect().right > 230;
    document.body.classList.toggle("roomy", Boolean(roomy));
    let free = 0;
    const found = cards.map((card) => ({ card, mark: marksOf(card)[0] }));
    for (const { card, mark } of found) {
      card.classList.toggle("beside", Boolean(roomy && mark));
      card.style.top = card.style.left = "";
      if (mark) mark.title = card.querySelector("p").textContent;
    }
    if (!roomy) return;
    const top = (mark) => mark.getBoundingClientRect().top + scrollY - 6;
    const beside = found.filter(({ mark }) => mark).sort((a, b) => top(a.mark) - top(b.mark));
    for (const { card, mark } of beside) {
      free = Math.max(top(mark), free);
      card.style.top = `${free}px`;
      card.style.left = `${sheet.getBoundingClientRect().right + scrollX + 18}px`;
      free += card.offsetHeight + 8;
    }
  }

  for (const card of cards) {
    const point = (on) => marksOf(card).forEach((mark) => mark.classList.toggle("pointed", on));
    card.addEventListener("mouseenter", () => point(true));
    card.addEventListener("mouseleave", () => point(false));
    card.addEventListener("click", () => marksOf(card)[0]?.scrollIntoView({ block: "center" }));
  }

  place();
  back();
  document.fonts.ready.then(back); // by then the sheets are laid for good
  document.addEventListener("laid", place);
  addEventListener("resize", place);
})();
