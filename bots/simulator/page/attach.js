/** The menu of what can be sent besides text. */
import { arrowsWalk, h, icon } from './dom.js'
import { drawSamplePicture } from './sample-picture.js'
import { words } from './words.js'

/**
 * @param {{ upload(kind: 'photo' | 'document', files: File[]): void, send(kind: string): void,
 *   chooseCard?: () => void }} composer `chooseCard` asks whose card to send; without it, the own
 */
export function createAttach({ upload, send, chooseCard }) {
  const pickers = {
    photo: picker('image/*', (files) => upload('photo', files)),
    document: picker('', (files) => upload('document', files)),
  }
  const choices = [
    ['photo', () => pickers.photo.click()],
    ['samplePhoto', async () => upload('photo', [await drawSamplePicture()])],
    ['document', () => pickers.document.click()],
    ['voice', () => send('voice')],
    ['sticker', () => send('sticker')],
    ['location', () => send('location')],
    chooseCard ? ['contactOf', chooseCard] : ['contact', () => send('contact')],
  ]
  const menu = h(
    'div',
    { class: 'attach-menu', role: 'menu', 'aria-label': words.attach.label, hidden: true },
    ...choices.map(([name, run]) =>
      h(
        'button',
        {
          type: 'button',
          role: 'menuitem',
          'data-attach': name,
          onclick: () => {
            toggle(false)
            run()
          },
        },
        words.attach[name],
      ),
    ),
  )
  const button = h(
    'button',
    {
      type: 'button',
      class: 'round',
      'aria-label': words.attach.label,
      title: words.attach.label,
      'aria-haspopup': 'menu',
      'aria-expanded': 'false',
      onclick: () => toggle(menu.hidden),
    },
    icon('plus'),
  )
  const root = h('div', { class: 'attach' }, button, menu, ...Object.values(pickers))

  function toggle(open) {
    menu.hidden = !open
    button.setAttribute('aria-expanded', String(open))
    if (open) menu.querySelector('button').focus()
    else if (root.contains(document.activeElement)) button.focus()
  }
  arrowsWalk(menu, 'button')
  root.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') toggle(false)
  })
  root.addEventListener('focusout', (event) => {
    if (!root.contains(event.relatedTarget)) toggle(false)
  })
  return root
}

function picker(accept, take) {
  const input = h('input', { type: 'file', accept, multiple: true, hidden: true, tabindex: '-1' })
  input.addEventListener('change', () => {
    const files = [...input.files]
    input.value = ''
    if (files.length > 0) take(files)
  })
  return input
}
