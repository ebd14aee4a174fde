/** One message, as an element. */
import { h, icon } from './dom.js'
import { fileUrl } from './server.js'
import { store } from './store.js'
import { mentions, renderText } from './text.js'
import { clockText } from './time.js'
import { fill, words } from './words.js'

/** No photo is shown higher. */
const PHOTO_MAX_PX = 260

/**
 * @param {any} message as the Bot API has it
 * @param {{ viewer: any, isGroup: boolean, topic?: string, press(message: any, data: string, button: HTMLElement): void,
 *   act(name: 'reply' | 'edit' | 'forward', message: any): void, goTo(messageId: number): void }} context
 * @returns {HTMLElement}
 */
export function renderMessage(message, context) {
  const service = serviceText(message)
  if (service !== null) return h('p', { class: 'service', 'data-id': message.message_id }, service)
  const { viewer } = context
  const own = message.from?.id === viewer.id
  const isBot = message.from?.id === store.bot.id
  const classes = ['message', own ? 'own' : isBot ? 'bot' : 'other']
  if (!own && mentions(message, viewer)) classes.push('calls-me')
  const body = h('div', { class: 'bubble' }, ...bodyOf(message, context, own, isBot))
  const keyboard = message.reply_markup?.inline_keyboard
  return h(
    'article',
    {
      class: classes.join(' '),
      tabindex: '-1',
      'data-id': message.message_id,
      'aria-label': labelOf(message),
    },
    body,
    keyboard?.length > 0 && renderKeyboard(message, keyboard, context.press),
    renderActions(message, own, context.act),
  )
}

/** Who wrote a message, by the name the person has on this page. */
export function authorOf(message) {
  if (message.sender_chat) return message.sender_chat.title
  const { id, first_name } = message.from ?? {}
  return store.people.get(id)?.name ?? (id === store.bot.id ? store.bot.name : (first_name ?? ''))
}

/** A message in one line, for quotes and announcements. */
export function summaryOf(message) {
  const text = message.text ?? message.caption
  const kind = Object.keys(words.kinds).find((name) => message[name] !== undefined)
  const said = message.deleted ? words.message.deleted : text
  return [kind && words.kinds[kind], said].filter(Boolean).join(' · ') || (serviceText(message) ?? '')
}

function labelOf(message) {
  return fill(words.message.label, {
    author: authorOf(message),
    time: clockText(new Date(message.date * 1000)),
  })
}

function bodyOf(message, { viewer, isGroup, topic, goTo }, own, isBot) {
  const person = store.people.get(message.from?.id)
  const parent = message.reply_to_message
  const text = message.text ?? message.caption
  const entities = message.entities ?? message.caption_entities
  return [
    isGroup && !own && renderAuthor(message, isBot ? words.message.bot : person?.title),
    topic && h('p', { class: 'in-topic' }, topic),
    message.passedOn && h('p', { class: 'forwarded' }, words.message.passedOn),
    message.forward_origin && h('p', { class: 'forwarded' }, forwardedText(message.forward_origin)),
    parent && !parent.forum_topic_created && renderQuote(parent, goTo),
    ...renderMedia(message, isBot),
    message.deleted && h('p', { class: 'deleted' }, words.message.deleted),
    text && h('p', { class: 'text' }, ...renderText(text, entities, viewer)),
    h(
      'p',
      { class: 'stamp' },
      message.reactions?.length > 0 && h('span', { class: 'reactions' }, message.reactions.join(' ')),
      message.edit_date && `${words.message.edited} `,
      h('time', {}, clockText(new Date(message.date * 1000))),
      own && message.state && renderTicks(message.state),
      h('button', { type: 'button', class: 'more', 'aria-label': words.message.actions }, icon('more')),
    ),
  ].filter(Boolean)
}

/** How far an own message has got: one tick, two, or two in colour. */
function renderTicks(state) {
  return h(
    'span',
    { class: `ticks ticks-${state}`, role: 'img', 'aria-label': words.message.states[state] },
    icon('tick'),
    state !== 'sent' && icon('tick'),
  )
}

function renderAuthor(message, title) {
  return h('p', { class: 'author' }, h('strong', {}, authorOf(message)), title && h('span', {}, ` ${title}`))
}

function forwardedText(origin) {
  const name = origin.sender_user ? authorOf({ from: origin.sender_user }) : (origin.sender_user_name ?? '')
  return fill(words.message.forwarded, { name })
}

function renderQuote(parent, goTo) {
  return h(
    'button',
    { type: 'button', class: 'quote', tabindex: '-1', onclick: () => goTo(parent.message_id) },
    h('strong', {}, authorOf(parent)),
    h('span', {}, summaryOf(parent)),
  )
}

function renderMedia({ photo, document: file, voice, audio, video, sticker, location, contact }, isBot) {
  const media = []
  if (photo) {
    const largest = photo.at(-1)
    const src = fileUrl(largest.file_id)
    // Its room is kept while it loads, so that nothing moves under a reader.
    const width = Math.round(largest.width * Math.min(1, PHOTO_MAX_PX / largest.height))
    const height = Math.round((width * largest.height) / largest.width)
    const image = h('img', { src, width, height, alt: words.message.photo, loading: 'lazy' })
    media.push(h('a', { href: src, target: '_blank', rel: 'noopener', tabindex: '-1' }, image))
  }
  if (voice ?? audio) {
    media.push(h('audio', { controls: true, preload: 'none', src: fileUrl((voice ?? audio).file_id) }))
  }
  if (video) media.push(h('video', { controls: true, preload: 'none', src: fileUrl(video.file_id) }))
  if (file) {
    const href = fileUrl(file.file_id)
    const name = file.file_name ?? words.kinds.document
    // The server decides what may be shown; what it will not, it lets download.
    const opens = isBot && file.mime_type === 'application/pdf'
    media.push(
      h(
        'a',
        {
          class: 'attachment',
          href,
          tabindex: '-1',
          ...(opens ? { target: '_blank', rel: 'noopener' } : { download: name }),
        },
        icon('file'),
        h('span', {}, name, h('small', {}, opens ? words.message.opens : words.message.downloads)),
      ),
    )
  }
  if (sticker)
    media.push(h('p', { class: 'sticker', role: 'img', 'aria-label': words.kinds.sticker }, sticker.emoji))
  if (location) {
    const place = `${location.latitude.toFixed(4)}, ${location.longitude.toFixed(4)}`
    media.push(
      h('p', { class: 'attachment' }, icon('place'), h('span', {}, `${words.kinds.location}: ${place}`)),
    )
  }
  if (contact) {
    const shown = `${contact.first_name} ${contact.phone_number}`
    media.push(h('p', { class: 'attachment' }, icon('person'), h('span', {}, shown)))
  }
  return media
}

function renderKeyboard(message, rows, press) {
  return h(
    'div',
    { class: 'keyboard', role: 'group', 'aria-label': words.message.buttons },
    ...rows.map((row) =>
      h('div', { class: 'keyboard-row' }, ...row.map((button) => renderButton(message, button, press))),
    ),
  )
}

function renderButton(message, { text, callback_data: data, url }, press) {
  if (url !== undefined) {
    const href = /^https?:/i.test(url) ? url : undefined
    return h('a', { class: 'key', href, target: '_blank', rel: 'noopener noreferrer' }, text)
  }
  const button = h('button', { type: 'button', class: 'key', 'data-press': data }, text)
  button.addEventListener('click', () => press(message, data, button))
  return button
}

function renderActions(message, own, act) {
  const mayEdit = own && message.text !== undefined && !message.forward_origin && !message.passedOn
  const mayDelete = own && message.app === 'whatsapp'
  const names = message.deleted
    ? []
    : ['reply', mayEdit && 'edit', 'forward', mayDelete && 'delete'].filter(Boolean)
  return h(
    'div',
    { class: 'actions' },
    ...names.map((name) =>
      h(
        'button',
        { type: 'button', class: 'action', 'data-act': name, onclick: () => act(name, message) },
        words.message[name],
      ),
    ),
  )
}

/** What Telegram itself says in a chat; null for a message of somebody. */
function serviceText(message) {
  const names = (users) => users.map((user) => authorOf({ from: user })).join(', ')
  const { service } = words.message
  if (message.new_chat_members) return fill(service.joined, { name: names(message.new_chat_members) })
  if (message.left_chat_member) return fill(service.left, { name: names([message.left_chat_member]) })
  if (message.pinned_message) return fill(service.pinned, { name: authorOf(message) })
  if (message.forum_topic_created) return fill(service.topic, { topic: message.forum_topic_created.name })
  if (message.forum_topic_edited)
    return fill(service.renamed, { topic: message.forum_topic_edited.name ?? '' })
  if (message.forum_topic_closed) return service.closed
  if (message.forum_topic_reopened) return service.reopened
  return null
}
