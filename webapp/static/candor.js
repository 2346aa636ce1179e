// Small comforts on top of pages that work without them.
document.documentElement.classList.add("has-script");

// The reading time of a cost statement: the server measures it, this only says what is left.
for (const box of document.querySelectorAll("[data-seconds-left]")) {
  const button = document.querySelector("[data-after-reading]");
  const count = box.querySelector("[data-count]");
  let left = Number(box.dataset.secondsLeft);
  const show = () => {
    count.textContent = String(left);
    box.hidden = left <= 0;
    button?.setAttribute("aria-disabled", String(left > 0));
  };
  show();
  const timer = setInterval(() => {
    left -= 1;
    show();
    if (left <= 0) clearInterval(timer);
  }, 1000);
  button?.addEventListener("click", (event) => {
    if (left > 0) event.preventDefault();
  });
}

// Work under way: ask again, while someone looks.
for (const box of document.querySelectorAll("[data-look-again]")) {
  let asking = false;
  setInterval(async () => {
    if (document.hidden || asking) return;
    asking = true;
    try {
      const answer = await fetch(box.dataset.href);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const there = page.querySelector("[data-look-again]");
      if (!there || !answer.ok) location.replace(box.dataset.href);
      else if (there.innerHTML !== box.innerHTML) box.innerHTML = there.innerHTML;
    } catch {
      // Not reached just now; the page stands as it was, and is asked for again.
    }
    asking = false;
  }, 1000 * Number(box.dataset.lookAgain));
}

// A form is sent once, however often its button is pressed.
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
}
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// Reading aloud, by the device's own voice.
for (const button of document.querySelectorAll("[data-read-aloud]")) {
  if (!("speechSynthesis" in window)) {
    button.remove();
    continue;
  }
  const start = button.textContent;
  const rest = () => { button.textContent = start; };
  button.addEventListener("click", () => {
    if (speechSynthesis.speaking) {
      speechSynthesis.cancel();
      rest();
      return;
    }
    const words = new SpeechSynthesisUtterance(document.getElementById("main").innerText);
    words.lang = document.documentElement.lang.startsWith("zh") ? "zh-CN" : "en";
    words.rate = 0.9;
    words.onend = rest;
    button.textContent = button.dataset.stop;
    speechSynthesis.speak(words);
  });
  addEventListener("pagehide", () => speechSynthesis.cancel());
}

// Files dropped onto a form's field are chosen; what is chosen is said.
for (const box of document.querySelectorAll("[data-drop]")) {
  const input = box.querySelector("input[type=file]");
  const list = box.querySelector("[data-chosen]");
  const say = () => {
    list.replaceChildren(...[...input.files].map((file) => {
      const item = document.createElement("li");
      item.lang = "";
      item.textContent = `${file.name} (${Math.max(1, Math.round(file.size / 1024))} KB)`;
      return item;
    }));
  };
  input.addEventListener("change", say);
  for (const kind of ["dragenter", "dragover"]) {
    box.addEventListener(kind, (event) => {
      event.preventDefault();
      box.classList.add("over-it");
    });
  }
  for (const kind of ["dragleave", "drop"]) {
    box.addEventListener(kind, () => box.classList.remove("over-it"));
  }
  box.addEventListener("drop", (event) => {
    event.preventDefault();
    input.files = event.dataTransfer.files;
    say();
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => print());
}
