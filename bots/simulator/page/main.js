/** The page that plays Telegram and WhatsApp: people's phones, the ticket's way through its SOP, and a clock to move on. */
import { telegram, whatsapp } from './apps.js'
import { createClock } from './clock.js'
import { createDeskChooser } from './desks.js'
import { createGuide } from './guide.js'
import { createPhone } from './phone.js'
import { connect, listen, store } from './store.js'
import { createTickets } from './tickets.js'
import { createViews } from './views.js'
import { loadWords, words } from './words.js'

await loadWords()
document.title = words.title

const phones = {
  requester: createPhone(byId('requester'), 'requester', telegram('requester')),
  whatsapp: createPhone(byId('whatsapp'), 'whatsapp', whatsapp()),
  officer: createPhone(byId('officer'), 'officer', telegram('officer')),
  leader: createPhone(byId('leader'), 'leader', telegram('leader')),
}
const views = createViews(byId('views'), byId('panels'), phones)
const tickets = createTickets(byId('tickets'))
createDeskChooser(byId('desks'))
createClock(byId('clock'))
createGuide(byId('guide'), {
  tickets,
  show(part, username) {
    views.show(part)
    phones[part]?.select(username)
  },
})

listen((change) => {
  if (change.kind === 'reset') views.offer('whatsapp', store.whatsapp !== null)
  if (change.kind === 'connection') document.body.classList.toggle('offline', !change.live)
})
connect()

function byId(id) {
  return document.getElementById(id)
}
