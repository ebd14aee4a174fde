/** Builds elements. Whatever people write goes in as text nodes, never as markup. */

/**
 * @param {string} tag
 * @param {Record<string, unknown>} [props] attributes; `on…` are listeners, `true` an empty attribute, and false,
 *   null and undefined are left out
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {HTMLElement}
 */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue
    if (name.startsWith('on')) element.addEventListener(name.slice(2), /** @type {EventListener} */ (value))
    else element.setAttribute(name, value === true ? '' : String(value))
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false))
  return element
}

const PATHS = {
  plus: 'M12 5v14M5 12h14',
  send: 'M4 12 20 4l-5 16-3-7z',
  close: 'M6 6l12 12M18 6 6 18',
  more: 'M5.500 12h.01M12 12h.01M18.500 12h.01',
  file: 'M14 3H7a1 1 0 0 0-1 1v16a1 1 0 0 0 1 1h10a1 1 0 0 0 1-1V7zM14 3v4h4',
  place:
    'M12 21s-6.500-6-6.500-11a6.500 6.500 0 0 1 13 0c0 5-6.500 11-6.500 11zM12 12.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5z',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.500 20.500c.8-4 3.800-6 7.500-6s6.700 2 7.500 6',
  tick: 'M4 13l4.500 4.500L18 7',
  check: 'M5 12.500l4.500 4.500L19 7',
}

/**
 * A line icon; decoration only, its button has a name of its own.
 * @param {keyof typeof PATHS} name
 */
export function icon(name) {
  const ns = 'http://www.w3.org/2000/svg'
  const svg = document.createElementNS(ns, 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('class', `icon icon-${name}`)
  svg.setAttribute('aria-hidden', 'true')
  const path = document.createElementNS(ns, 'path')
  path.setAttribute('d', PATHS[name])
  svg.append(path)
  return svg
}

/**
 * Lets arrow keys walk over `selector` within a container: one stop of the Tab key, as screen readers expect of tabs.
 * @param {HTMLElement} container
 * @param {string} selector
 */
export function arrowsWalk(container, selector) {
  container.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
    if (!step) return
    const stops = [...container.querySelectorAll(selector)]
    const at = stops.indexOf(document.activeElement)
    if (at < 0) return
    event.preventDefault()
    stops[(at + step + stops.length) % stops.length].focus()
  })
}
