// What is remembered of a viewer: where the film stands, and which answers were given.
// In a learning platform that speaks SCORM 1.2 it is kept there, else in the browser.
"use strict";

const LETTERS = "abcd";
const SAVED_EVERY = 20; // seconds of the film between two places that are kept
const NEAR_END = 0.5;   // seconds

/** A learning platform, through its SCORM 1.2 API. */
class Platform {
  /** The API of the page that this one is within or was opened by; null where there is none. */
  static find() {
    for (const first of [window, window.opener]) {
      try {
        let place = first;
        for (let up = 0; place && up < 20; up += 1) {
          if (place.API) return new Platform(place.API);
          if (place.parent === place) break;
          place = place.parent;
        }
      } catch {
        // a page of somebody else, which may not be looked into
      }
    }
    return null;
  }

  constructor(api) {
    this.api = api;
    this.began = Date.now();
    this.open = String(api.LMSInitialize("")) === "true";
    this.watched = this.get("cmi.core.lesson_mode") !== "normal" && this.get("cmi.core.lesson_mode") !== "";
    this.set("cmi.core.score.min", 0);
    this.set("cmi.core.score.max", 100);
    if (["not attempted", ""].includes(this.get("cmi.core.lesson_status"))) {
      this.set("cmi.core.lesson_status", "incomplete");
    }
    this.commit();
  }

  get(name) {
    return this.open ? String(this.api.LMSGetValue(name)) : "";
  }

  /** Tell the platform a value, but for a viewer who looks back at a lesson that is over. */
  set(name, value) {
    if (this.open && !this.watched) this.api.LMSSetValue(name, String(value));
  }

  commit() {
    if (this.open) this.api.LMSCommit("");
  }

  load() {
    return this.get("cmi.suspend_data");
  }

  save(text, place) {
    this.set("cmi.suspend_data", text);
    this.set("cmi.core.lesson_location", place.toFixed(1));
    this.commit();
  }

  score(percent) {
    this.set("cmi.core.score.raw", percent);
  }

  /** One answer, as platforms list them. */
  answered(number, name, chosen, right, seconds) {
    const about = `cmi.interactions.${number}`;
    this.set(`${about}.id`, name.replace(/[^A-Za-z0-9_]/g, "-"));
    this.set(`${about}.time`, new Date().toTimeString().slice(0, 8));
    this.set(`${about}.type`, "choice");
    this.set(`${about}.correct_responses.0.pattern`, LETTERS[right]);
    this.set(`${about}.student_response`, LETTERS[chosen]);
    this.set(`${about}.result`, chosen === right ? "correct" : "wrong");
    this.set(`${about}.latency`, timespan(seconds));
  }

  complete() {
    if (this.get("cmi.core.lesson_status") !== "passed") {
      this.set("cmi.core.lesson_status", "completed");
    }
    this.commit();
  }

  close(isComplete) {
    if (!this.open) return;
    this.set("cmi.core.exit", isComplete ? "" : "suspend");
    this.set("cmi.core.session_time", timespan((Date.now() - this.began) / 1000));
    this.commit();
    this.api.LMSFinish("");
    this.open = false;
  }
}

/** The browser's own memory, or none where it is switched off. */
class Browser {
  constructor(key) {
    this.key = `gdlesson ${key}`;
  }

  load() {
    try {
      return localStorage.getItem(this.key) || "";
    } catch {
      return "";
    }
  }

  save(text) {
    try {
      localStorage.setItem(this.key, text);
    } catch {
      // then it is forgotten with the page
    }
  }

  score() {}

  answered() {}

  complete() {}

  close() {}
}

/** Seconds as SCORM 1.2 writes a timespan: HHHH:MM:SS.SS. */
function timespan(seconds) {
  const whole = Math.floor(seconds);
  const two = (number) => String(number).padStart(2, "0");
  const hours = String(Math.min(9999, Math.floor(whole / 3600))).padStart(4, "0");
  const rest = (seconds - whole).toFixed(2).slice(2);
  return `${hours}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}.${rest === "00" ? "00" : rest}`;
}

class Record {
  constructor(lesson) {
    this.questions = lesson.questions;
    this.store = Platform.find() || new Browser(lesson.key);
    this.place = 0;
    this.isComplete = false;
    this.first = {}; // by a question's name, the answer that was given first
    this.read();
    window.addEventListener("pagehide", () => {
      this.write();
      this.store.close(this.isComplete);
    });
  }

  /** Whether it is kept by a learning platform. */
  get isForPlatform() {
    return this.store instanceof Platform;
  }

  get right() {
    return this.questions.filter((each) => this.first[each.name] === each.right).length;
  }

  /** The share of questions that were answered rightly at first try, in percent. */
  get percent() {
    return this.questions.length ? Math.round((100 * this.right) / this.questions.length) : 100;
  }

  at(place) {
    const far = Math.abs(place - this.place) >= SAVED_EVERY;
    if (far) this.keep(place);
  }

  /** Keep where the film stands. */
  keep(place) {
    this.place = place;
    this.write();
  }

  /** Keep an answer, if it is the first to its question. */
  answer(question, chosen, seconds) {
    if (question.name in this.first) return;
    const number = Object.keys(this.first).length;
    this.first[question.name] = chosen;
    this.store.score(this.percent);
    this.store.answered(number, question.name, chosen, question.right, seconds);
    this.write();
  }

  /** The film has come to its end. */
  complete() {
    this.isComplete = true;
    this.place = 0;
    if (this.questions.length) this.store.score(this.percent);
    this.write();
    this.store.complete();
  }

  read() {
    try {
      const { place, first, complete } = JSON.parse(this.store.load());
      if (Number.isFinite(place) && place > 0) this.place = place;
      this.isComplete = complete === true;
      for (const { name, answers } of this.questions) {
        if (first && Number.isInteger(first[name]) && first[name] in answers) {
          this.first[name] = first[name];
        }
      }
    } catch {
      // nothing was kept, or by another edition of the lesson
    }
  }

  write() {
    const { place, first, isComplete: complete } = this;
    const kept = { place: Math.round(10 * place) / 10, first, complete };
    this.store.save(JSON.stringify(kept), this.place);
  }
}
