/** The words of the page, from the server: the code here has none of its own. */

/** @type {any} */
export let words = {}

/** Fetches them; everything else waits for this. */
export async function loadWords() {
  words = await (await fetch('/simulator/words.json')).json()
}

/**
 * Fills the braces of a template.
 * @param {string} template
 * @param {Record<string, string | number>} values
 */
export function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (_, key) => String(values[key] ?? ''))
}
