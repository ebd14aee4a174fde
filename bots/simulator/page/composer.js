/** Where a person writes: text, commands, answers the bot asks for, files, edits. */
import { createAttach } from './attach.js'
import { createCommandList, menuOf } from './commands.js'
import { h, icon } from './dom.js'
import { authorOf, summaryOf } from './message.js'
import { choose } from './notices.js'
import { post } from './server.js'
import { store } from './store.js'
import { mentions } from './text.js'
import { fill, words } from './words.js'

/** The link that begins a conversation about the desk looked at. */
export function startLink() {
  return `t.me/${store.bot.username}?start=${store.desk.id}`
}

/**
 * @param {string} id unique on the page
 * @param {import('./apps.js').App} app
 */
export function createComposer(id, app) {
  const isTelegram = app.path === ''
  /** @type {{ viewer: any, chat: any, thread: number | null } | null} */
  let scene = null
  /** What the next text is: an answer to a message, a new text of one, or neither. @type {any} */
  let aim = null
  const drafts = new Map()
  /** Questions of the bot that have been answered here, or set aside. */
  const settled = new Set()

  const field = h('textarea', { id: `${id}-text`, rows: 1, placeholder: words.composer.placeholder })
  const label = h('label', { class: 'visually-hidden', for: field.id }, words.composer.label)
  const aimBar = h('div', { class: 'aim', hidden: true })
  const samples = h('div', { class: 'samples' })
  const keyboard = h('div', { class: 'reply-keyboard' })
  const commands = createCommandList(
    field,
    () => (scene && isTelegram ? menuOf(scene.chat, scene.viewer.id) : []),
    setText,
  )
  const sendButton = h(
    'button',
    {
      type: 'submit',
      class: 'round round-main',
      'aria-label': words.composer.send,
      title: words.composer.send,
    },
    icon('send'),
  )
  const line = h(
    'div',
    { class: 'composer-line' },
    createAttach({ upload, send: sendKind, ...(app.cardsFor && { chooseCard }) }),
    label,
    field,
    sendButton,
  )
  const startButton = h('button', { type: 'button', class: 'start', onclick: start }, words.composer.start)
  const root = h(
    'form',
    { class: 'composer', onsubmit: submit },
    samples,
    keyboard,
    aimBar,
    commands.list,
    line,
    startButton,
  )

  /** In WhatsApp what was written elsewhere can be passed on here, which no phone of this page has. */
  const passesOn = h('input', { type: 'checkbox' })
  const toggle = isTelegram ? null : h('label', { class: 'switch' }, passesOn, words.phone.asForwarded)

  field.addEventListener('input', () => {
    grow()
    commands.update()
  })
  field.addEventListener('blur', () => (commands.list.hidden = true))
  field.addEventListener('keydown', (event) => {
    if (event.isComposing) return
    if (commands.takeKey(event)) event.preventDefault()
    else if (event.key === 'Enter' && !event.shiftKey) submit(event)
    else if (event.key === 'Escape' && aim) setAim(null)
  })

  /** Moves to another person, chat or topic; what was typed stays with the old one. */
  function setScene(next) {
    if (scene) drafts.set(keyOf(scene), field.value)
    scene = next
    aim = null
    field.value = drafts.get(keyOf(scene)) ?? ''
    grow()
    showStart()
    showSamples()
    showKeyboard()
    showAim()
  }

  const keyOf = ({ viewer, chat }) => `${viewer.id}:${chat.id}`
  const place = () => ({
    person: scene.viewer.id,
    chat: scene.chat.id,
    ...(aim?.kind === 'reply' && { replyTo: aim.message.message_id }),
    ...(scene.thread > 0 && { thread: scene.thread }),
    ...(passesOn.checked && { forwarded: true }),
  })

  async function submit(event) {
    event.preventDefault()
    const text = field.value.trim()
    if (!text) return
    const { kind, message } = aim ?? {}
    const editing = kind === 'edit' ? message.message_id : null
    if (kind === 'reply') settled.add(message.message_id)
    const sent = editing
      ? post(`${app.path}edit`, { person: scene.viewer.id, chat: scene.chat.id, message: editing, text })
      : post(`${app.path}send`, { ...place(), content: { kind: 'text', text } })
    setText('')
    setAim(null)
    if ((await sent) !== undefined) return
    settled.delete(message?.message_id)
    showAim()
    if (field.value === '') setText(text)
  }

  /** What Telegram's START button sends: the command, with the parameter of the link that led here. */
  async function start() {
    await post('send', { ...place(), content: { kind: 'text', text: `/start ${store.desk.id}` } })
  }

  async function startAgain() {
    field.focus()
    await start()
  }

  /** Nobody writes to a bot before pressing START. Staff have done so. */
  const begins = () => isTelegram && scene.viewer.answers !== null && scene.chat.messages.size === 0

  function showStart() {
    startButton.hidden = !begins()
    line.hidden = begins()
  }

  async function sendKind(kind, more) {
    const sent = post(`${app.path}send`, { ...place(), content: { kind, ...more } })
    setAim(null)
    await sent
  }

  function chooseCard() {
    choose(
      words.phone.contactOf,
      app.cardsFor(scene.viewer).map(({ id: of, name }) => ({
        label: name,
        run: () => void sendKind('contact', { of }),
      })),
    )
  }

  async function upload(kind, files) {
    const form = new FormData()
    for (const [name, value] of Object.entries(place())) form.set(name, String(value))
    form.set('kind', kind)
    form.set('caption', field.value.trim())
    for (const file of files) form.append('file', file)
    setText('')
    setAim(null)
    await post(`${app.path}upload`, form)
    field.focus()
  }

  function setText(text) {
    field.value = text
    grow()
    field.focus()
  }

  function grow() {
    field.style.height = 'auto'
    field.style.height = `${Math.min(field.scrollHeight, 140)}px`
  }

  /** Begins an answer to a message, or a new text for an own one. */
  function begin(kind, message) {
    setAim({ kind, message })
    if (kind === 'edit') setText(message.marked ?? message.text)
    else field.focus()
  }

  function setAim(next) {
    if (aim?.kind === 'edit' && next === null) field.value = ''
    aim = next
    showAim()
  }

  function showAim() {
    aim ??= askedFor()
    aimBar.hidden = aim === null
    if (aim === null) return aimBar.replaceChildren()
    const { kind, message } = aim
    const title =
      kind === 'edit' ? words.composer.editing : fill(words.composer.replying, { name: authorOf(message) })
    const drop = h(
      'button',
      { type: 'button', class: 'round small', 'aria-label': words.composer.dropAim, onclick: dropAim },
      icon('close'),
    )
    aimBar.replaceChildren(h('p', {}, h('strong', {}, title), h('span', {}, summaryOf(message))), drop)
  }

  function dropAim() {
    if (aim?.kind === 'reply') settled.add(aim.message.message_id)
    setAim(null)
    field.focus()
  }

  /** The question the bot put to this person and wants answered as a reply, unless that has been done. */
  function askedFor() {
    const { chat, viewer } = scene
    const question = chat.keyboard?.force_reply ? chat.messages.get(chat.prompt) : undefined
    if (!question || settled.has(question.message_id)) return null
    const forMe =
      chat.type === 'private' ||
      !chat.keyboard.selective ||
      question.reply_to_message?.from?.id === viewer.id ||
      mentions(question, viewer)
    const answered = [...chat.messages.values()].some(
      ({ from, reply_to_message: parent }) =>
        from?.id === viewer.id && parent?.message_id === question.message_id,
    )
    return forMe && !answered ? { kind: 'reply', message: question, asked: true } : null
  }

  function showKeyboard() {
    const { chat, viewer } = scene
    const { keyboard: rows = [], one_time_keyboard: once } = chat.keyboard ?? {}
    const answered = [...chat.messages.values()].some(
      ({ from, message_id: id }) => from?.id === viewer.id && id > (chat.prompt ?? 0),
    )
    const use = (button) => {
      if (button.request_contact) return sendKind('contact')
      if (button.request_location) return sendKind('location')
      return post('send', { ...place(), content: { kind: 'text', text: button.text } })
    }
    keyboard.replaceChildren(
      ...(once && answered ? [] : rows.flat()).map((key) => {
        const button = typeof key === 'string' ? { text: key } : key
        return h('button', { type: 'button', class: 'key', onclick: () => use(button) }, button.text)
      }),
    )
  }

  function showSamples() {
    const { viewer } = scene
    const { problems, samples: more } = store.desk
    const { username } = viewer
    const own = app.answersOf(viewer)
    const problem = problems[username] ?? own?.problem
    const answers = own === null ? [] : Object.entries({ ...own, problem, ...more })
    samples.hidden = answers.length === 0 || begins()
    const again = { type: 'button', class: 'chip', title: startLink(), onclick: startAgain }
    samples.replaceChildren(
      ...(isTelegram ? [h('button', again, words.composer.startAgain)] : []),
      h('span', {}, words.composer.samples),
      ...answers.map(([name, text]) =>
        h(
          'button',
          { type: 'button', class: 'chip', title: text, onclick: () => setText(text) },
          words.composer.sample[name],
        ),
      ),
    )
  }

  /** The chat's keyboard or messages changed. */
  function refresh() {
    if (startButton.hidden === begins()) {
      const pressed = document.activeElement === startButton
      showStart()
      showSamples()
      if (pressed) field.focus()
    }
    showKeyboard()
    if (aim?.asked || (aim && !scene.chat.messages.has(aim.message.message_id))) aim = null
    showAim()
  }
  return { root, toggle, setScene, begin, refresh }
}
