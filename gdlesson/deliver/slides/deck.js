// Slides whose pictures are videos: each plays once and holds its last frame.
//
// The videos lie in one place behind all slides. The one that is coming is put over the one that is
// there when its first frame can be seen, so nothing flashes, whichever way one goes. Few are loaded
// at a time: the one that is seen and its neighbours.
"use strict";
(() => {
  const deck = JSON.parse(document.getElementById("deck").textContent);
  const stage = document.getElementById("stage");
  const button = document.getElementById("play");
  const players = new Map(); // by the number of the slide
  const addresses = new Map();
  const NEAR = 1; // slides to either side whose videos are kept
  const SURE = 2; // HTMLMediaElement.HAVE_CURRENT_DATA: the frame at the present time is there
  const PATIENCE = 1500; // ms until a video is shown as far as it is
  let now = -1;
  let wanted = 0; // counts what was asked for, so that what comes late is left out
  let rests = false; // whether the video waits until the slide can be seen again
  let presenter = null;
  let began = Date.now();

  // Where a video comes from: a file, or what this file holds of it

  function address(number) {
    const { video, media } = deck.slides[number];
    if (video) return video;
    if (!addresses.has(number)) {
      const bytes = Uint8Array.from(atob(document.getElementById(media).textContent), (c) => c.charCodeAt(0));
      addresses.set(number, URL.createObjectURL(new Blob([bytes], { type: "video/mp4" })));
    }
    return addresses.get(number);
  }

  function player(number) {
    if (!players.has(number)) {
      const slide = deck.slides[number];
      const video = document.createElement("video");
      video.preload = "auto";
      video.playsInline = true;
      video.loop = slide.loops;
      video.muted = !slide.sound; // what makes no sound may play without having been asked to
      video.poster = slide.first;
      video.setAttribute("aria-label", slide.title);
      video.disablePictureInPicture = true;
      video.addEventListener("ended", () => mark("held"));
      video.addEventListener("error", () => mark("broken"));
      video.src = address(number);
      stage.append(video);
      players.set(number, video);
    }
    return players.get(number);
  }

  function tidy() {
    for (const [number, video] of players) {
      if (Math.abs(number - now) <= NEAR || video.classList.contains("shown")) continue;
      video.remove();
      video.removeAttribute("src");
      video.load(); // which lets go of the decoder
      players.delete(number);
      if (addresses.has(number)) URL.revokeObjectURL(addresses.get(number));
      addresses.delete(number);
    }
    for (const number of [now + 1, now - 1]) if (deck.slides[number]?.seconds) player(number);
  }

  function ready(video) {
    return new Promise((done) => {
      const events = ["loadeddata", "seeked", "error"];
      const late = setTimeout(look, PATIENCE, true);
      function look(enough) {
        if (enough !== true && !video.error && (video.readyState < SURE || video.seeking)) return;
        clearTimeout(late);
        for (const event of events) video.removeEventListener(event, look);
        done();
      }
      for (const event of events) video.addEventListener(event, look);
      look();
    });
  }

  const painted = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));

  function mark(state) {
    stage.dataset.state = state;
    stage.dataset.slide = now;
  }

  async function show(number) {
    const mine = ++wanted;
    now = number;
    button.hidden = true;
    mark("coming");
    for (const video of players.values()) video.pause();
    rests = false;
    tellPresenter();
    if (!deck.slides[number].seconds) {
      for (const video of players.values()) video.classList.remove("shown");
      mark("still");
      tidy();
      return;
    }
    const video = player(number);
    if (video.currentTime > 0) video.currentTime = 0;
    await ready(video);
    if (mine !== wanted) return;
    stage.append(video); // over the one that is there
    video.classList.add("shown");
    await painted();
    if (mine !== wanted) return;
    for (const other of players.values()) if (other !== video) other.classList.remove("shown");
    tidy();
    if (video.error) return mark("broken");
    rests = unseen();
    if (rests) mark("paused");
    else await play(video);
  }

  // All slides are seen at once, or the screen is dark: nothing is heard meanwhile.

  const unseen = () => Reveal.isOverview() || Reveal.isPaused();

  function rest() {
    const video = players.get(now);
    if (!video || video.paused) return;
    video.pause();
    mark("paused");
    rests = true;
  }

  function goOn() {
    if (rests && !unseen()) play(players.get(now));
  }

  async function play(video) {
    rests = false;
    try {
      mark("playing");
      await video.play();
      button.hidden = true;
    } catch (error) {
      if (error.name !== "NotAllowedError") return; // it was stopped for another
      mark("waiting"); // a page may make no sound before it is touched
      button.hidden = false;
    }
  }

  function again() {
    const video = players.get(now);
    if (!video) return;
    video.currentTime = 0;
    play(video);
  }

  function pause() {
    const video = players.get(now);
    if (!video) return;
    if (video.paused && !video.ended) play(video);
    else if (video.paused) again();
    else {
      video.pause();
      mark("paused");
    }
  }

  // The presenter's window: the picture that is held, the next one, the words, the time

  // A window that was loaded again, or is just closing, has nothing in it.
  const clock = () => (presenter && !presenter.closed && presenter.document?.getElementById("clock")) || null;

  function present() {
    if (clock()) return presenter.focus();
    presenter = window.open("", "presenter", "popup,width=1280,height=760");
    if (!presenter) return;
    const page = presenter.document;
    page.documentElement.lang = deck.language;
    page.head.innerHTML = document.getElementById("presenter-head").innerHTML;
    page.head.append(page.importNode(document.getElementById("fonts"), true));
    page.body.innerHTML = document.getElementById("presenter-body").innerHTML;
    page.title = `${deck.words.presenter} · ${deck.title}`;
    page.addEventListener("keydown", (event) => {
      const act = keys[event.key.length > 1 ? event.key : event.key.toLowerCase()];
      if (!act || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      act();
    });
    clock().addEventListener("click", () => {
      began = Date.now();
      tick();
    });
    tellPresenter();
    tick();
  }

  function tellPresenter() {
    if (!clock() || now < 0) return; // no slide is shown yet; the first one will be told
    const page = presenter.document;
    const slide = deck.slides[now];
    const next = deck.slides[now + 1];
    const picture = (id, number) => {
      const held = Reveal.getSlides()[number]?.querySelector("img");
      const image = page.getElementById(id);
      image.hidden = !held;
      if (held) Object.assign(image, { src: held.src, alt: held.alt });
    };
    picture("this", now);
    picture("next", now + 1);
    page.getElementById("following").textContent = next ? next.title : deck.words.end;
    page.getElementById("title").textContent = slide.title;
    page.getElementById("notes").textContent = slide.notes;
    page.getElementById("place").textContent = `${now + 1} / ${deck.slides.length}`;
  }

  function tick() {
    const face = clock();
    if (!face) return;
    const seconds = Math.floor((Date.now() - began) / 1000);
    const two = (value) => String(value).padStart(2, "0");
    const time = `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
    face.textContent = time;
  }
  setInterval(tick, 500);

  function go(number) {
    const { h, v } = Reveal.getIndices(Reveal.getSlides()[number]);
    Reveal.slide(h, v);
  }

  const place = () => Reveal.getSlides().indexOf(Reveal.getCurrentSlide());

  // The address says which slide is seen, but up to a second late: browsers refuse to have it
  // written often.  So that whoever loads the page again in that second is where they were, the
  // window keeps the slide as well.  A browser that keeps nothing for files has the address.

  const KEPT = `slide of ${location.pathname}`;

  function keep() {
    try {
      sessionStorage.setItem(KEPT, Reveal.getSlidePath());
    } catch {} // it is kept nowhere
  }

  function recall() {
    try {
      const kept = sessionStorage.getItem(KEPT);
      const again = performance.getEntriesByType("navigation")[0]?.type === "reload";
      if (again && kept !== null) history.replaceState(null, "", `#${kept}`);
    } catch {} // the address stays as it is
  }

  const keys = {
    ArrowRight: () => Reveal.next(), ArrowDown: () => Reveal.next(), PageDown: () => Reveal.next(),
    " ": () => Reveal.next(), Enter: () => Reveal.next(), n: () => Reveal.next(),
    ArrowLeft: () => Reveal.prev(), ArrowUp: () => Reveal.prev(), PageUp: () => Reveal.prev(),
    p: () => Reveal.prev(), Home: () => go(0), End: () => go(deck.slides.length - 1),
    r: again, k: pause, b: () => Reveal.togglePause(), ".": () => Reveal.togglePause(),
    Escape: () => Reveal.toggleOverview(),
  };

  recall();
  Reveal.initialize({
    width: deck.width, height: deck.height, margin: 0, minScale: 0.05, maxScale: 8,
    hash: true, navigationMode: "linear", controls: false, progress: true, transition: "none", backgroundTransition: "none",
    center: false, help: false, touch: true, hideInactiveCursor: true, pdfSeparateFragments: false,
    keyboard: { 35: keys.End, 36: keys.Home, 82: again, 75: pause, 83: present },
  }).then(() => {
    const inPrint = document.documentElement.classList.contains("print-pdf") || Reveal.isPrintView?.();
    if (inPrint) return;
    Reveal.on("slidechanged", () => {
      keep();
      show(place());
    });
    for (const event of ["overviewshown", "paused"]) Reveal.on(event, rest);
    for (const event of ["overviewhidden", "resumed"]) Reveal.on(event, goOn);
    keep();
    show(place());
  });
  button.addEventListener("click", () => play(players.get(now)));
  document.addEventListener("click", (event) => {
    if (event.target.closest("button, a") || Reveal.isOverview()) return;
    if (event.target.closest(".slides")) Reveal.next();
  });
  document.addEventListener("keydown", () => {
    if (stage.dataset.state === "waiting") play(players.get(now)); // now it has been touched
  });
})();
