/**
 * Copy a code, its names, permalink and citation, the link of a section, a block of code.
 *
 * The buttons, and the texts of those of a code, come from partials/copy.html.
 */
const SHOWN_FOR = 2500; // milliseconds

const template = /** @type {HTMLTemplateElement} */ (document.getElementById("copying"));
const parts = template.content;
const article = /** @type {HTMLElement} */ (document.querySelector("article"));

/** Give `address`, or the link of the head where the page is a copy on somebody's disk. */
function published(/** @type {string} */ address, /** @type {string} */ selector) {
  if (location.protocol !== "file:") return address;
  return /** @type {HTMLLinkElement | null} */ (document.querySelector(selector))?.href || address;
}

const permalink = () =>
  published(new URL(template.dataset.permalink ?? "", location.href).href, "link[hreflang=x-default]");

function linkTo(/** @type {string} */ id) {
  const url = new URL(published(location.href, "link[rel=canonical]"));
  url.search = "";
  url.hash = id;
  return url.href;
}

/**
 * Put a text on the clipboard, also where the page has no right to the clipboard's API (http, file).
 * @param {string} text @returns {Promise<boolean>}  false where it failed
 */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text);
  }
}

/** Copy through a selection, as of old, which takes the focus: give it back. @param {string} text */
function copySelected(text) {
  const focused = /** @type {HTMLElement | null} */ (document.activeElement);
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "copy-field";
  field.readOnly = true; // no keyboard on a phone
  document.body.append(field);
  field.focus({ preventScroll: true });
  field.select();
  const copied = document.execCommand("copy");
  field.remove();
  focused?.focus({ preventScroll: true });
  return copied;
}

const status = /** @type {Element} */ (parts.querySelector("[role=status]"));
let last = /** @type {HTMLElement | undefined} */ (undefined); // the button that shows that it copied
let timer = 0;

function announce(/** @type {HTMLElement} */ button, /** @type {boolean} */ copied) {
  clear();
  // A new element each time: the same words said twice are heard twice.
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

/** Make a button copy the text of that moment. @param {Node | null} node @param {() => string} text */
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
    const button = wire(model.cloneNode(true), () => linkTo(heading.id));
    button.setAttribute("aria-describedby", heading.id);
    // Beside the heading and not in it, whose words stay its own.
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
    block.append(wire(model.cloneNode(true), () => text));
  }
}

article.append(status);
addToCode();
addToHeadings();
addToBlocks();
