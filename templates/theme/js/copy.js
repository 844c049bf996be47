/**
 * Add buttons that copy a code, its names, permalink and citation, the link of a section, and blocks of code.
 *
 * frame/copy.html has the buttons, and the texts that those of a code copy.
 */
const SHOWN_FOR = 2500; // milliseconds

const template = /** @type {HTMLTemplateElement} */ (document.getElementById("copying"));
const parts = template.content;
const article = /** @type {HTMLElement} */ (document.querySelector("article"));

/** Return the address of the page that others can open: without a language, and of a copy on disk the published one. */
function permalink(/** @type {string} */ section = "") {
  const heads = ["link[hreflang=x-default]", "link[rel=canonical]"].map((selector) => document.querySelector(selector));
  const head = /** @type {HTMLLinkElement | null} */ (heads.find(Boolean));
  const here = new URL(template.dataset.permalink ?? "", location.href);
  const url = location.protocol === "file:" && head ? new URL(head.href) : here;
  url.search = "";
  url.hash = section;
  return url.href;
}

/**
 * Copy a text to the clipboard, even if the page may not use the Clipboard API (http, file).
 * @param {string} text @returns {Promise<boolean>}  false if that failed
 */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text);
  }
}

/** Copy with `execCommand`, and restore the focus, which the selection takes. @param {string} text */
function copySelected(text) {
  const focused = /** @type {HTMLElement | null} */ (document.activeElement);
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "copy-field";
  field.readOnly = true; // so that phones show no keyboard
  document.body.append(field);
  field.focus({ preventScroll: true });
  field.select();
  const copied = document.execCommand("copy");
  field.remove();
  focused?.focus({ preventScroll: true });
  return copied;
}

const status = /** @type {Element} */ (parts.querySelector("[role=status]"));
let last = /** @type {HTMLElement | undefined} */ (undefined); // the button with the class "done"
let timer = 0;

function announce(/** @type {HTMLElement} */ button, /** @type {boolean} */ copied) {
  clear();
  // A new element each time, so that screen readers announce the same text again.
  const words = document.createElement("span");
  words.textContent = (copied ? button.dataset.done : template.dataset.failed) ?? "";
  status.append(words);
  if (copied) button.classList.add("done");
  last = button;
  timer = setTimeout(clear, SHOWN_FOR);
}

function clear() {
  clearTimeout(timer);
  status.replaceChildren();
  last?.classList.remove("done");
}

/** Make a button copy the result of `text`. @param {Node | null} node @param {() => string} text */
function wire(node, text) {
  const button = /** @type {HTMLElement} */ (node);
  button.addEventListener("click", async () => announce(button, await copyText(text())));
  return button;
}

function addToCode() {
  const buttons = parts.querySelector(".copy-code");
  for (const button of /** @type {Iterable<HTMLElement>} */ (buttons?.children ?? [])) {
    wire(button, () => (button.dataset.text ?? "").replace("{permalink}", permalink()));
  }
  if (buttons) article.querySelector("h1")?.after(buttons);
}

function addToHeadings() {
  const model = /** @type {Element} */ (parts.querySelector("[data-what=section]"));
  for (const heading of article.querySelectorAll(":is(h2, h3)[id]")) {
    const button = wire(model.cloneNode(true), () => permalink(heading.id));
    button.setAttribute("aria-describedby", heading.id);
    // Beside the heading, as the button's name would become part of the heading's.
    const line = document.createElement("div");
    line.className = "heading";
    heading.before(line);
    line.append(heading, button);
  }
}

function addToBlocks() {
  const model = /** @type {Element} */ (parts.querySelector("[data-what=block]"));
  for (const block of article.querySelectorAll("pre")) {
    const code = block.querySelector("code") ?? block;
    const text = code.textContent.replace(/\n$/, "");
    code.tabIndex = 0; // so that the keyboard can scroll long lines in every browser
    block.append(wire(model.cloneNode(true), () => text));
  }
}

article.append(status);
addToCode();
addToHeadings();
addToBlocks();
