// Questions that the film waits for: a viewer predicts, and then sees what happens.
"use strict";

const AWAY = 1; // seconds before a question to which a viewer comes back who has left it open

class Questions {
  /**
   * @param film that waits.
   * @param record where answers are kept.
   */
  constructor(film, record) {
    this.film = film;
    this.record = record;
    this.words = film.words;
    this.all = film.lesson.questions;
    this.open = null;
    this.passed = new Set(); // those that were not answered, and are not asked again for now
    this.last = film.now;
    this.panel = make("section", { class: "question", hidden: true, "aria-labelledby": "ask", tabindex: -1 });
    film.below.append(this.panel);
    this.marks = this.all.map((each) => film.mark("asked", each.at));
    this.turn(this.all.length > 0);
    film.buttons.questions.hidden = this.all.length === 0;
    film.addEventListener("questions", () => this.turn(!this.on));
    film.addEventListener("moment", () => this.watch());
    film.video.addEventListener("seeking", () => this.jumped());
    film.video.addEventListener("ended", () => this.end());
    this.tell();
  }

  turn(on) {
    this.on = on;
    this.film.press("questions", on);
    if (!on && this.open) this.close();
  }

  /** Stop the film where a question is passed that has not been answered yet. */
  watch() {
    const { film, last } = this;
    const { now } = film;
    if (film.video.seeking || this.open) return;
    this.last = now;
    if (!this.on || !film.plays) return;
    const due = this.all.find((each) => last < each.at && each.at <= now && !this.isDone(each));
    if (due) this.ask(due);
  }

  isDone(question) {
    return question.name in this.record.first || this.passed.has(question);
  }

  jumped() {
    this.last = this.film.now;
    if (this.open && Math.abs(this.film.now - this.open.at) > 0.5) this.close();
  }

  // A question

  ask(question) {
    const { film, words } = this;
    film.video.pause();
    film.video.currentTime = question.at; // what is seen may be a frame further
    film.leavePicture();
    this.open = question;
    this.since = Date.now();
    this.record.keep(Math.max(0, question.at - AWAY));
    const number = this.all.indexOf(question) + 1;
    this.answers = question.answers.map((text, k) => {
      const button = make("button", { type: "button", class: "answer" }, make("kbd", {}, String(k + 1)), make("span", {}, text));
      button.addEventListener("click", () => this.answer(k));
      return button;
    });
    this.verdict = make("p", { class: "verdict", role: "status" });
    this.on_button = make("button", { type: "button", class: "plain" }, words.skip);
    this.on_button.addEventListener("click", () => this.goOn());
    const count = words.number.replace("{number}", number).replace("{count}", this.all.length);
    this.panel.replaceChildren(
      make("p", { class: "kicker" }, make("strong", {}, words.predict), ` ${count}`),
      make("h2", { id: "ask" }, question.ask),
      make("div", { class: "answers" }, ...this.answers),
      make("div", { class: "foot" }, this.verdict, this.on_button),
    );
    this.panel.hidden = false;
    film.player.classList.add("asks");
    this.panel.focus({ preventScroll: true });
    this.bring();
  }

  /** See that the question is on the screen, with the picture that it is about if both fit. */
  bring() {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const behavior = calm ? "auto" : "smooth";
    const box = this.film.player.getBoundingClientRect();
    const fits = box.height <= innerHeight;
    if (box.top < 0 || box.bottom > innerHeight) {
      (fits ? this.film.player : this.panel).scrollIntoView({ behavior, block: fits ? "start" : "end" });
    }
  }

  answer(chosen) {
    const { open: question, words } = this;
    if (!question || this.answers[chosen].hasAttribute("aria-disabled") || this.isOver) return;
    const right = chosen === question.right;
    this.record.answer(question, chosen, (Date.now() - this.since) / 1000);
    const button = this.answers[chosen];
    button.classList.add(right ? "right" : "wrong");
    button.append(make("span", { class: "sign" }, right ? `✓ ${words.right}` : `✗ ${words.wrong}`));
    if (right) for (const each of this.answers) each.setAttribute("aria-disabled", "true");
    else button.setAttribute("aria-disabled", "true");
    this.verdict.replaceChildren(
      make("strong", {}, right ? words.right_told : words.wrong_told), ` ${right ? question.why : words.again}`,
    );
    this.on_button.textContent = words.watch;
    this.on_button.className = right ? "main" : "plain";
    if (right) this.on_button.focus({ preventScroll: true });
    this.tell();
    this.bring();
  }

  get isOver() {
    return this.open !== null && this.answers[this.open.right].classList.contains("right");
  }

  goOn() {
    this.close();
    this.film.player.focus({ preventScroll: true });
    this.film.play();
  }

  close() {
    if (this.open) this.passed.add(this.open);
    this.open = null;
    this.panel.hidden = true;
    this.film.player.classList.remove("asks");
  }

  // How it went

  /** Mark on the bar what has been answered, and say how many were predicted. */
  tell() {
    this.all.forEach((each, k) => {
      const first = this.record.first[each.name];
      this.marks[k].classList.toggle("right", first === each.right);
      this.marks[k].classList.toggle("wrong", first !== undefined && first !== each.right);
    });
  }

  /** The film is over: how many were predicted. */
  end() {
    if (!this.all.length) return;
    const { words, record } = this;
    const told = words.result.replace("{right}", record.right).replace("{count}", this.all.length);
    const again = make("button", { type: "button", class: "main" }, words.from_start);
    again.addEventListener("click", () => {
      this.panel.hidden = true;
      this.film.player.classList.remove("asks");
      this.film.seek(0);
      this.film.player.focus({ preventScroll: true });
      this.film.play();
    });
    const dots = this.all.map((each) => {
      const first = record.first[each.name];
      const kind = first === each.right ? "right" : first === undefined ? "open" : "wrong";
      return make("span", { class: kind });
    });
    this.panel.replaceChildren(
      make("p", { class: "kicker" }, make("strong", {}, words.end)),
      make("h2", { id: "ask" }, told),
      make("div", { class: "dots", "aria-hidden": "true" }, ...dots),
      make("div", { class: "foot" }, make("p", { class: "verdict" }, words.first_try), again),
    );
    this.panel.hidden = false;
    this.film.player.classList.add("asks");
    this.panel.focus({ preventScroll: true });
    this.bring();
  }
}
