// The film with controls of its own, by hand, keys and touch.
"use strict";

const ICONS = {
  play: "M7 4.5v15l12.5-7.5z",
  pause: "M6 4.5h4.2v15H6zM13.8 4.5H18v15h-4.2z",
  sound: "M3 9v6h4l5 4.5v-15L7 9zM15 8.2a5 5 0 0 1 0 7.6M17.8 5.5a9 9 0 0 1 0 13",
  mute: "M3 9v6h4l5 4.5v-15L7 9zM16 9.5l5 5M21 9.5l-5 5",
  captions: "M3 5.5h18v13H3zM10 10.4a2.4 2.4 0 1 0 0 3.2M17.4 10.4a2.4 2.4 0 1 0 0 3.2",
  questions: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM9.5 9.6a2.6 2.6 0 1 1 3.6 2.4c-.8.4-1.1.9-1.1 1.8M12 16.4v.7",
  full: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
  small: "M9 4v5H4M20 9h-5V4M15 20v-5h5M4 15h5v5",
  keys: "M3 6.5h18v11H3zM6.5 10h.6M10 10h.6M13.5 10h.6M17 10h.6M7 14h10",
};
const FILLED = new Set(["play", "pause"]);
const SPEEDS = [0.75, 1, 1.25, 1.5, 2];
const JUMP = 5; // seconds

/** An element with attributes and children; text is text, never markup. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const picture = document.createElementNS(space, "svg");
  const path = document.createElementNS(space, "path");
  picture.setAttribute("viewBox", "0 0 24 24");
  picture.setAttribute("aria-hidden", "true");
  path.setAttribute("d", ICONS[name]);
  path.setAttribute("class", FILLED.has(name) ? "filled" : "drawn");
  picture.append(path);
  return picture;
}

/** A time as chapters write it: m:ss, or h:mm:ss. */
function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (number) => String(number).padStart(2, "0");
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** The last of some things in order of time that has begun; their time is what ``when`` says. */
function current(things, now, when = (thing) => thing.at) {
  let found = -1;
  while (found + 1 < things.length && when(things[found + 1]) <= now + 0.01) found += 1;
  return found;
}

class Film extends EventTarget {
  /**
   * @param {HTMLElement} player with the video in it.
   * @param lesson its data: title, duration, chapters, questions, words.
   */
  constructor(player, lesson) {
    super();
    this.player = player;
    this.video = player.querySelector("video");
    this.stage = player.querySelector(".stage");
    this.lesson = lesson;
    this.words = lesson.words;
    this.buttons = {};
    this.video.controls = false;
    this.build();
    this.listen();
    this.show();
  }

  get now() {
    return this.video.currentTime;
  }

  get duration() {
    return Number.isFinite(this.video.duration) ? this.video.duration : this.lesson.duration;
  }

  get plays() {
    return !this.video.paused && !this.video.ended;
  }

  // What viewers do

  play() {
    const playing = this.video.play();
    if (playing) playing.catch(() => this.show());
  }

  toggle() {
    if (this.plays) this.video.pause();
    else this.play();
  }

  seek(seconds) {
    const place = Math.min(Math.max(0, seconds), this.duration);
    if (this.fetched) this.wanted = place;
    else this.video.currentTime = place;
    this.show();
  }

  /** Have all of the film at hand, where a web server gives no parts of it, so that it can be sought. */
  async fetchWhole() {
    const { video } = this;
    const { seekable } = video;
    if (this.fetched !== undefined || (seekable.length && seekable.end(0) > 0)) return;
    this.fetched = video.currentSrc;
    try {
      const film = await (await fetch(this.fetched)).blob();
      const [place, plays] = [this.wanted ?? video.currentTime, this.plays];
      this.fetched = null;
      video.src = URL.createObjectURL(film);
      video.currentTime = place;
      if (plays) this.play();
    } catch {
      this.fetched = null; // then it is a film from its beginning to its end
    }
  }

  chapter(by) {
    const { chapters } = this.lesson;
    const here = current(chapters, this.now);
    const restart = by < 0 && this.now - chapters[Math.max(0, here)].at > 3;
    const next = chapters[here + (restart ? 0 : by)];
    this.seek(next ? next.at : by > 0 ? this.duration : 0);
  }

  speed(by) {
    const here = SPEEDS.indexOf(this.video.playbackRate);
    const next = by === 0 ? (here + 1) % SPEEDS.length : Math.min(Math.max(0, here + by), SPEEDS.length - 1);
    this.video.playbackRate = SPEEDS[next];
  }

  mute() {
    this.video.muted = !this.video.muted;
  }

  louder(by) {
    this.video.muted = false;
    this.video.volume = Math.min(Math.max(0, Math.round(10 * (this.video.volume + by)) / 10), 1);
  }

  full() {
    if (document.fullscreenElement) document.exitFullscreen();
    else if (this.player.requestFullscreen) this.player.requestFullscreen();
    else if (this.video.webkitEnterFullscreen) this.video.webkitEnterFullscreen(); // an iPhone
  }

  /** Leave a full screen in which nothing but the picture can be seen. */
  leavePicture() {
    if (this.video.webkitDisplayingFullscreen) this.video.webkitExitFullscreen();
  }

  // How it looks

  build() {
    const { words } = this;
    this.big = make("button", { type: "button", class: "big", "aria-label": words.play }, icon("play"));
    this.big.addEventListener("click", () => this.play());
    this.stage.append(this.big);

    this.bar = make("input", {
      type: "range", class: "bar", min: 0, max: this.lesson.duration, step: 0.1, value: 0,
      "aria-label": words.place,
    });
    this.marks = make("div", { class: "marks", "aria-hidden": "true" });
    this.time = make("span", { class: "time" });
    const row = make("div", { class: "row" });
    row.append(
      this.button("play", "play", () => this.toggle()),
      this.time,
      make("span", { class: "gap" }),
      this.button("questions", "questions", () => this.dispatchEvent(new Event("questions"))),
      this.button("captions", "captions", () => this.dispatchEvent(new Event("captions"))),
      this.button("speed", null, () => this.speed(0)),
      this.button("sound", "sound", () => this.mute()),
      this.button("keys", "keys", () => this.dispatchEvent(new Event("keys"))),
      this.button("full", "full", () => this.full()),
    );
    this.controls = make("div", { class: "controls" }, make("div", { class: "seek" }, this.marks, this.bar), row);
    this.below = make("div", { class: "below" });
    this.player.append(this.below, this.controls);
    for (const { at } of this.lesson.chapters.slice(1)) this.mark("chapter", at);
  }

  /** A mark on the bar. */
  mark(kind, at) {
    const mark = make("span", { class: kind });
    mark.style.setProperty("--at", at / this.lesson.duration);
    this.marks.append(mark);
    return mark;
  }

  button(name, picture, act) {
    const button = make("button", { type: "button", class: `control ${name}`, "aria-label": this.words[name] });
    if (picture) button.append(icon(picture));
    button.addEventListener("click", act);
    this.buttons[name] = button;
    return button;
  }

  /** Whether a button is pressed, and the picture on it. */
  press(name, on) {
    this.buttons[name].setAttribute("aria-pressed", String(on));
  }

  face(name, picture, label) {
    if (this.buttons[name].dataset.face === picture) return;
    this.buttons[name].dataset.face = picture;
    this.buttons[name].replaceChildren(icon(picture));
    this.buttons[name].setAttribute("aria-label", label);
    this.buttons[name].title = label;
  }

  listen() {
    const { video } = this;
    video.addEventListener("click", () => this.toggle());
    for (const name of ["play", "pause", "ended", "seeked", "timeupdate", "ratechange", "volumechange", "loadedmetadata"]) {
      video.addEventListener(name, () => this.show());
    }
    video.addEventListener("loadedmetadata", () => this.fetchWhole());
    if (video.readyState > 0) this.fetchWhole();
    document.addEventListener("fullscreenchange", () => this.show());
    this.bar.addEventListener("input", () => this.seek(Number(this.bar.value)));
    this.bar.addEventListener("keydown", (event) => {
      const by = { ArrowLeft: -JUMP, ArrowDown: -JUMP, ArrowRight: JUMP, ArrowUp: JUMP }[event.key];
      if (!by) return;
      event.preventDefault();
      event.stopPropagation();
      this.seek(this.now + by);
    });
    const tick = () => {
      if (this.plays) this.show();
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  }

  show() {
    const { video, words, now, duration } = this;
    const { chapters } = this.lesson;
    const { title } = chapters[Math.max(0, current(chapters, now))];
    this.player.classList.toggle("plays", this.plays);
    this.player.classList.toggle("fresh", video.played.length === 0 && now === 0);
    this.face("play", this.plays ? "pause" : "play", this.plays ? words.pause : words.play);
    this.face("sound", video.muted || !video.volume ? "mute" : "sound", video.muted ? words.unmute : words.mute);
    this.face("full", document.fullscreenElement ? "small" : "full", document.fullscreenElement ? words.leave_full : words.full);
    const rate = video.playbackRate.toLocaleString(document.documentElement.lang);
    this.buttons.speed.textContent = `${rate}×`;
    this.buttons.speed.setAttribute("aria-label", `${words.speed}: ${rate}`);
    const told = `${clock(now)} / ${clock(duration)}`;
    if (this.time.textContent !== told) {
      this.time.textContent = told;
      this.bar.setAttribute("aria-valuetext", `${clock(now)}, ${title}`);
    }
    this.bar.value = now;
    this.player.style.setProperty("--done", now / duration);
    this.dispatchEvent(new Event("moment"));
  }
}
