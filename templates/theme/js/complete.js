/** Open the list of codes by module, at the module of the address. */

const list = /** @type {HTMLAnchorElement} */ (document.querySelector("a.list"));
list.search = "group=module";
list.hash = location.hash;
location.replace(list.href);
