// The page's own script: fits new HTML into the old without disturbing what is typed, opened or played, and sends what
// buttons and forms say. Words of users and models come escaped from the server and are never put together here.
window.studio = (() => {
  const address = new URLSearchParams(location.search);
  const film = address.get("film") || "";
  document.documentElement.classList.add(film ? "has-film" : "no-film");
  let send = null;
  let sent = null;

  const where = () => [film, address.get("beside") || ""];

  function act(data) {
    if (send) send("act", { ...data, film });
  }

  function say(words) {
    const yes = document.querySelector("[data-do=approve]");
    if (words.trim()) act({ do: "say", words, seen: yes ? yes.dataset.seen : "" });
  }

  const fields = (form) => [...form.elements].filter((field) => field.name);

  function standard(field) {
    if (field.tagName === "SELECT") {
      const chosen = [...field.options].find((option) => option.defaultSelected) || field.options[0];
      return chosen ? chosen.value : "";
    }
    return field.type === "file" ? "" : field.defaultValue;
  }

  const isTouched = (form) => fields(form).some((field) => field.value !== standard(field));

  function fitAttributes(old, fresh) {
    for (const { name } of [...old.attributes]) {
      if (!fresh.hasAttribute(name) && !["open", "controls"].includes(name)) old.removeAttribute(name);
    }
    for (const { name, value } of fresh.attributes) {
      if (old.getAttribute(name) !== value) old.setAttribute(name, value);
    }
  }

  function fitNode(old, fresh) {
    if (old.nodeType === Node.TEXT_NODE) {
      if (old.data !== fresh.data) old.data = fresh.data;
      return;
    }
    if (old.nodeType !== Node.ELEMENT_NODE || (old.tagName === "FORM" && isTouched(old))) return;
    fitAttributes(old, fresh);
    fitInside(old, fresh);
    if (["INPUT", "TEXTAREA", "SELECT"].includes(old.tagName) && old.type !== "file") old.value = standard(old);
  }

  function fitInside(old, fresh) {
    const known = new Map([...old.children].filter((child) => child.id).map((child) => [child.id, child]));
    let at = old.firstChild;
    for (const wanted of [...fresh.childNodes]) {
      const same = wanted.id ? known.get(wanted.id) : null;
      if (same && same.tagName === wanted.tagName) {
        if (same === at) at = at.nextSibling;
        else old.insertBefore(same, at);
        fitNode(same, wanted);
      } else if (!wanted.id && at && !at.id && at.nodeName === wanted.nodeName) {
        const next = at.nextSibling;
        fitNode(at, wanted);
        at = next;
      } else {
        old.insertBefore(document.importNode(wanted, true), at);
      }
    }
    while (at) {
      const next = at.nextSibling;
      at.remove();
      at = next;
    }
  }

  function fit(root, html) {
    const fresh = document.createElement("template");
    fresh.innerHTML = html;
    const log = root.querySelector(".log");
    const atEnd = !log || log.scrollHeight - log.scrollTop - log.clientHeight < 60;
    fitInside(root, fresh.content);
    const now = root.querySelector(".log");
    if (now && atEnd) now.scrollTop = now.scrollHeight;
  }

  const asUrl = (file) =>
    new Promise((done, failed) => {
      const reader = new FileReader();
      reader.onload = () => done(reader.result);
      reader.onerror = () => failed(reader.error);
      reader.readAsDataURL(file);
    });

  async function submitted(form) {
    const data = { ...form.dataset };
    for (const field of fields(form)) {
      if (field.type === "file") data[field.name] = field.files[0] ? await asUrl(field.files[0]) : "";
      else if (field.value !== standard(field)) data[field.name] = field.value;
    }
    sent = form;
    act(data);
  }

  function play(button) {
    const video = button.parentElement.querySelector("video");
    video.controls = true;
    video.play();
    video.focus();
  }

  function playBoth(button) {
    const films = button.closest(".player").querySelectorAll("video");
    films.forEach((video) => { video.currentTime = 0; video.play(); });
  }

  function listen(root, trigger) {
    send = trigger;
    root.addEventListener("click", (event) => {
      const button = event.target.closest("button[data-do]");
      if (!button || button.type === "submit") return;
      if (button.dataset.do === "play-both") playBoth(button);
      else if (button.dataset.do === "play") play(button);
      else act({ ...button.dataset });
    });
    root.addEventListener("submit", (event) => {
      event.preventDefault();
      submitted(event.target);
    });
  }

  function show(id) {
    const part = document.getElementById(id);
    if (!part) return;
    if (part.tagName === "DETAILS") part.open = true;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    part.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "nearest" });
  }

  function answered(root, answer) {
    if (!answer || !answer.number) return;
    if (answer.go) {
      location.assign(answer.go);
      return;
    }
    if (!answer.text && !(answer.choices || []).length && sent) {
      sent.reset();
      const fold = sent.closest("details");
      if (fold) fold.open = false;
    }
    sent = null;
    root.replaceChildren();
    if (answer.text || answer.choices.length) root.append(toast(answer, root));
    // What changed arrives on its own way, a moment later.
    if (answer.show) setTimeout(() => show(answer.show), 700);
  }

  function toast(answer, root) {
    const box = document.createElement("div");
    box.className = "toast";
    box.setAttribute("role", "alert");
    const words = document.createElement("p");
    words.textContent = answer.text || "You could say:";
    box.append(words);
    for (const choice of answer.choices) {
      const button = document.createElement("button");
      button.className = "button";
      button.textContent = choice;
      button.addEventListener("click", () => { root.replaceChildren(); say(choice); });
      box.append(button);
    }
    const close = document.createElement("button");
    close.className = "close";
    close.setAttribute("aria-label", "Close");
    close.textContent = "×";
    close.addEventListener("click", () => root.replaceChildren());
    box.append(close);
    return box;
  }

  // A server that was started again is found again: nothing of a film lives in the page.
  let run = null;
  let isLost = false;
  setInterval(async () => {
    try {
      const pulse = await (await fetch("/page/pulse")).json();
      run = run || pulse.run;
      if (isLost || pulse.run !== run) {
        if ([...document.forms].some(isTouched) && run === pulse.run) return;
        location.reload();
      }
    } catch {
      isLost = true;
      document.documentElement.classList.add("is-lost");
    }
  }, 4000);

  return { where, say, fit, listen, answered };
})();
