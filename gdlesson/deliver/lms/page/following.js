// What follows the film: captions below the picture, the list of chapters, and the transcript.
"use strict";

/** The words of the moment, below the picture, where they cover nothing and can be read on a phone. */
class Captions {
  constructor(film) {
    this.film = film;
    this.line = make("p", { class: "caption" });
    film.below.append(this.line);
    for (const track of film.video.textTracks) track.mode = "disabled"; // they are shown here
    film.addEventListener("moment", () => this.show());
    film.addEventListener("captions", () => this.turn(!this.on));
    // Where the picture has the words itself, and is wide enough to read them, once is enough.
    const { burned } = film.lesson;
    const wide = () => film.stage.clientWidth >= 720;
    this.turn(!(burned && wide()));
  }

  turn(on) {
    this.on = on;
    this.film.press("captions", on);
    this.line.hidden = !on;
    this.show();
  }

  show() {
    const { captions } = this.film.lesson;
    const here = captions[current(captions, this.film.now)];
    const text = this.on && here && this.film.now < here.until ? here.text : "";
    if (this.line.textContent !== text) this.line.textContent = text;
  }
}

/** Chapters and transcript: what is there at this moment is marked, and all of it leads there. */
class Following {
  constructor(film) {
    this.film = film;
    this.lists = [".chapters a[data-at]", ".transcript .said [data-at]", ".transcript .beat"].map((found) => ({
      things: [...document.querySelectorAll(found)],
      here: null,
    }));
    this.transcript = document.querySelector(".transcript .pages");
    for (const link of document.querySelectorAll("[data-at]")) {
      link.addEventListener("click", (event) => this.go(event, link));
    }
    film.addEventListener("moment", () => this.show());
    this.show();
  }

  go(event, link) {
    if (event.ctrlKey || event.metaKey || String(getSelection())) return;
    event.preventDefault();
    event.stopPropagation();
    this.film.seek(Number(link.dataset.at));
    if (link.closest(".chapters")) this.film.play();
  }

  show() {
    for (const list of this.lists) {
      const here = list.things[current(list.things, this.film.now, (each) => Number(each.dataset.at))] || null;
      if (here === list.here) continue;
      if (list.here) list.here.removeAttribute("aria-current");
      if (here) here.setAttribute("aria-current", "true");
      list.here = here;
      if (here && here.matches(".beat")) this.reveal(here);
    }
  }

  /** Scroll the transcript, where it is a box of its own, so that a beat is seen. */
  reveal(beat) {
    const box = this.transcript;
    if (!box || box.scrollHeight <= box.clientHeight || box.contains(document.activeElement) || box.matches(":hover")) return;
    const top = beat.offsetTop - box.clientHeight / 3;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    box.scrollTo({ top, behavior: calm ? "auto" : "smooth" });
  }
}
