import { unconfirmed } from '../report/sop-notes.ts'
import { serviceOf } from './desk.ts'
import { respond, type PersonTurn } from './turn.ts'
import { isAdmin } from './visibility.ts'

/** Tickets that came before the group was bound get their cards; more than this would only bury it. */
const cardsMax = 20

/**
 * `/hubungkan KODE [layanan]` in a staff group. Whoever gives the installation's code first becomes the admin; after
 * that only an admin binds.
 */
export async function bindGroup(turn: PersonTurn, rest: string): Promise<void> {
  const { desk, words, setupCode, bot } = turn.app
  const w = words.staff.bind
  if (turn.inbound.chat.kind !== 'group') return respond(turn, w.needGroup)
  const [code = '', wanted = ''] = rest.split(/\s+/)
  const admin = await isAdmin(turn)
  const anyAdmin = (await turn.tx.staff.grants({ service: '*', role: 'admin' })).length > 0
  if (anyAdmin && !admin) return respond(turn, words.staff.refusals.notAdmin)
  if (code !== setupCode) return respond(turn, w.wrongCode)
  const service = wanted === '' && desk.services.length === 1 ? desk.services[0] : serviceOf(desk, wanted)
  if (!service) return respond(turn, w.whichService(desk.services.map((s) => s.id).join(', ')))
  const { title = '', hasTopics = false } = turn.inbound.chat
  await turn.tx.staff.bind({
    service: service.id,
    chat: { channel: turn.chat.channel, chat: turn.chat.chat },
    title,
    hasTopics,
  })
  if (!anyAdmin) await turn.tx.staff.give({ service: '*', role: 'admin', unit: null, person: turn.person.id })
  const points = unconfirmed(service.profile).length
  const lines = [
    w.done(service.profile.title),
    anyAdmin ? '' : w.firstAdmin,
    bot.readsAllInGroups ? '' : w.privacy,
    points === 0 ? '' : words.limits.toConfirm(points),
  ]
  respond(turn, lines.filter(Boolean).join('\n'))
  const open = await turn.tx.tickets.list({ service: service.id, open: true }, cardsMax)
  turn.out.push(
    ...open.map(({ ticket }) => ({ kind: 'card' as const, service: service.id, ticket: ticket.id })),
  )
}
