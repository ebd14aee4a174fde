import type { Message } from './message.ts'
import { respond, type App, type PersonTurn } from './turn.ts'
import { isAdmin } from './visibility.ts'

/** Tells the admins what the one who runs the program must know, as a direct message; how WhatsApp fares, not there. */
export async function tellAdmins({ store }: Pick<App, 'store'>, message: Message): Promise<void> {
  await store.transaction(async (tx) => {
    const admins = await tx.staff.grants({ service: '*', role: 'admin' })
    await tx.outbox.put(
      admins.map(({ person }) => ({ kind: 'to-person', person, message, preferred: 'telegram' })),
    )
  })
}

/** `/tautkan`: an admin wants WhatsApp linked, or connected again after it had stopped. */
export async function linkWhatsapp(turn: PersonTurn): Promise<void> {
  const { words, bot } = turn.app
  const w = words.whatsapp.link
  if (!(await isAdmin(turn))) return respond(turn, words.staff.refusals.notAdmin)
  if (!bot.whatsapp) return respond(turn, w.notInUse)
  if (bot.whatsapp.phone !== null) return respond(turn, w.alreadyLinked)
  turn.out.push({ kind: 'link', channel: 'whatsapp' })
  respond(turn, w.asked)
}
