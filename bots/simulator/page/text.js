/** A text with its entities, as nodes. */
import { h } from './dom.js'

const TAGS = {
  bold: 'strong',
  italic: 'em',
  underline: 'u',
  strikethrough: 's',
  code: 'code',
  pre: 'code',
  blockquote: 'q',
  spoiler: 'span',
}
const SAFE_LINK = /^(https?|mailto|tel):/i

/**
 * @param {string} text
 * @param {{ type: string, offset: number, length: number, url?: string, user?: { id: number } }[]} [entities]
 * @param {{ id: number, username: string }} [viewer] mentions of whom stand out
 * @returns {(Node | string)[]}
 */
export function renderText(text, entities = [], viewer) {
  return renderRange(text, 0, text.length, entities, viewer)
}

/** Whether a message calls the person by name. */
export function mentions(message, viewer) {
  const text = message.text ?? message.caption ?? ''
  const entities = message.entities ?? message.caption_entities ?? []
  return entities.some((entity) => isMentionOf(text, entity, viewer))
}

function isMentionOf(text, { type, offset, length, user }, viewer) {
  if (type === 'text_mention') return user?.id === viewer.id
  return (
    type === 'mention' &&
    text.slice(offset, offset + length).toLowerCase() === `@${viewer.username}`.toLowerCase()
  )
}

/** Entities nest but never cross: the outermost at each place is opened, and its inside rendered with the rest. */
function renderRange(text, from, to, entities, viewer) {
  const nodes = []
  let at = from
  let rest = entities.filter(({ offset, length }) => offset >= from && offset + length <= to)
  while (rest.length > 0) {
    const [outer, ...others] = rest
    const end = outer.offset + outer.length
    if (outer.offset > at) nodes.push(text.slice(at, outer.offset))
    const inner = others.filter(({ offset, length }) => offset >= outer.offset && offset + length <= end)
    nodes.push(wrap(text, outer, renderRange(text, outer.offset, end, inner, viewer), viewer))
    at = end
    rest = others.filter(({ offset }) => offset >= end)
  }
  if (at < to) nodes.push(text.slice(at, to))
  return nodes
}

function wrap(text, entity, children, viewer) {
  const content = text.slice(entity.offset, entity.offset + entity.length)
  const tag = TAGS[entity.type]
  if (tag) return h(tag, {}, ...children)
  if (entity.type === 'mention' || entity.type === 'text_mention') {
    const mine = viewer !== undefined && isMentionOf(text, entity, viewer)
    return h('span', { class: mine ? 'mention mention-me' : 'mention' }, ...children)
  }
  const href = {
    url: content,
    text_link: entity.url,
    email: `mailto:${content}`,
    phone_number: `tel:${content}`,
  }[entity.type]
  if (href && SAFE_LINK.test(href)) {
    return h('a', { href, target: '_blank', rel: 'noopener noreferrer' }, ...children)
  }
  return h('span', { class: 'entity' }, ...children)
}
