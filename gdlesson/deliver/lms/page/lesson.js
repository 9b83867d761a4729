// Puts the page together. Without it the page is a film with chapters and a transcript.
"use strict";

/** The keys of the player, and a list of them that can switch them off. */
class Keys {
  constructor(film, questions) {
    this.film = film;
    this.questions = questions;
    this.on = true;
    this.panel = this.build();
    film.player.append(this.panel);
    film.addEventListener("keys", () => this.toggle());
    document.addEventListener("keydown", (event) => this.press(event));
  }

  build() {
    const { words } = this.film;
    const list = make("dl", {});
    for (const [key, does] of words.keys_list) list.append(make("dt", {}, make("kbd", {}, key)), make("dd", {}, does));
    const box = make("input", { type: "checkbox", checked: true });
    box.addEventListener("change", () => { this.on = box.checked; });
    return make("section", { class: "keys-list", hidden: true, "aria-label": words.keys }, list,
      make("label", {}, box, ` ${words.keys_on}`));
  }

  toggle() {
    this.panel.hidden = !this.panel.hidden;
    this.film.buttons.keys.setAttribute("aria-expanded", String(!this.panel.hidden));
  }

  press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const { film, questions } = this;
    const within = film.player.contains(event.target);
    const { target } = event;
    if (target.matches("input:not([type=range]), textarea, select")) return;
    if (event.key === " " && target.closest("button, a, summary, label")) return;
    if (!this.on && !within) return;
    const act = this.actions()[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act || (questions.open && !this.isForQuestion(event.key))) return;
    event.preventDefault();
    act();
  }

  isForQuestion(key) {
    return /^[1-4]$/.test(key) || key === "Escape" || key.toLowerCase() === "f";
  }

  actions() {
    const { film, questions } = this;
    const answers = questions.open
      ? Object.fromEntries(questions.answers.map((_, k) => [String(k + 1), () => questions.answer(k)]))
      : {};
    return {
      ...answers,
      ...(questions.open ? { Escape: () => questions.goOn() } : {}),
      " ": () => film.toggle(),
      k: () => film.toggle(),
      ArrowLeft: () => film.seek(film.now - JUMP),
      ArrowRight: () => film.seek(film.now + JUMP),
      j: () => film.seek(film.now - 2 * JUMP),
      l: () => film.seek(film.now + 2 * JUMP),
      ...(film.player.contains(document.activeElement)
        ? { ArrowUp: () => film.louder(0.1), ArrowDown: () => film.louder(-0.1) } : {}),
      n: () => film.chapter(1),
      p: () => film.chapter(-1),
      c: () => film.dispatchEvent(new Event("captions")),
      m: () => film.mute(),
      f: () => film.full(),
      "<": () => film.speed(-1),
      ">": () => film.speed(1),
      "?": () => this.toggle(),
    };
  }
}

/** Keep where the film stands, and go on from there when the page is opened again. */
function resume(film, record, questions) {
  const { video } = film;
  const place = record.place;
  if (place > 1 && place < film.lesson.duration - NEAR_END) {
    const go = () => film.seek(place);
    if (video.readyState > 0) go();
    else video.addEventListener("loadedmetadata", go, { once: true });
    const told = film.words.go_on.replace("{time}", clock(place));
    film.big.setAttribute("aria-label", told);
    film.big.append(make("span", {}, told));
    video.addEventListener("play", () => {
      film.big.setAttribute("aria-label", film.words.play);
      film.big.replaceChildren(icon("play"));
    }, { once: true });
  }
  video.addEventListener("timeupdate", () => { if (film.plays) record.at(film.now); });
  video.addEventListener("pause", () => {
    if (!video.ended && film.now > 0 && !questions.open) record.keep(film.now);
  });
  video.addEventListener("ended", () => record.complete());
}

(() => {
  const lesson = JSON.parse(document.getElementById("lesson").textContent);
  const film = new Film(document.getElementById("film"), lesson);
  const record = new Record(lesson);
  const captions = new Captions(film);
  const following = new Following(film);
  const questions = new Questions(film, record);
  const keys = new Keys(film, questions);
  resume(film, record, questions);
  document.documentElement.classList.add("live");
  window.lesson = { film, record, captions, following, questions, keys };
})();
