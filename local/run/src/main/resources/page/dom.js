// Text from devices is foreign: it enters the page here, as text, and nowhere as markup.

/**
 * A new element.
 *
 * @param {string} tag its name
 * @param {object} [properties] "class" and "text" are those of the element; the rest are attributes
 * @param {...Node} children what it holds
 */
export function element(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "text") {
      node.textContent = value;
    } else if (name === "class") {
      node.className = value;
    } else {
      node.setAttribute(name, value);
    }
  }
  node.append(...children);
  return node;
}

/** Sets a text only where it is another one: a write costs layout, a read of a text node does not. */
export function setText(node, text) {
  const only = node.firstChild;
  if (only === null || only.nodeType !== Node.TEXT_NODE || only.nextSibling !== null) {
    node.textContent = text;
  } else if (only.data !== text) {
    only.data = text;
  }
}

/** Sets an attribute only where it is another one. */
export function setAttribute(node, name, value) {
  if (node.getAttribute(name) !== value) {
    node.setAttribute(name, value);
  }
}

export function byId(id) {
  return document.getElementById(id);
}

/** A device's or site's name: foreign text whose direction must not turn what stands beside it. */
export function foreignName(name) {
  return element("bdi", { text: visible(name) });
}

/** The same text, with what would be invisible or turn the line shown by its code. */
export function visible(text) {
  return String(text).replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) => {
    return "\\u" + character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
  });
}
