import { endDeputies } from './absence.ts'
import { warnOfMissingYear } from './coming-year.ts'
import { isSent, opensTicket } from '../intake/form.ts'
import { sendDigests } from './digests.ts'
import type { ChatAddress } from './message.ts'
import { StoreUnavailable, type DraftStore, type Files, type Papers } from './ports.ts'
import { remind } from './remind.ts'
import type { App } from './turn.ts'

const draftLifeMs = 24 * 3_600_000
const batchMax = 200

/** What one sweep did, for logs and metrics. */
export type Swept = {
  expired: number
  reminded: number
  digests: number
  deputiesEnded: number
  warned: number
}

/**
 * The only other way in: whatever is owed by `now`. It is decided from rows and unique keys, never from when the
 * sweep last ran, so that one after a night without power catches up, and two at once tell everybody once. A part of it
 * that fails, over a ticket that is damaged, holds up no other; the sweep then rejects once all is done.
 */
export async function tick(app: App, outside: { files: Files; papers: Papers }): Promise<Swept> {
  const now = app.clock.now()
  const failures: unknown[] = []
  const attempt = (work: Promise<number>) =>
    work.catch((error: unknown) => {
      if (error instanceof StoreUnavailable) throw error
      failures.push(error)
      return 0
    })
  const expired = await attempt(expireDrafts(app, now))
  const deputiesEnded = await attempt(endDeputies(app, now))
  const reminded = await attempt(remind(app, now))
  let digests = 0
  for (const { id } of app.desk.services) digests += await attempt(sendDigests(app, outside, id, now))
  const warned = await attempt(warnOfMissingYear(app, now))
  if (failures.length > 1) throw new AggregateError(failures, 'parts of the sweep failed')
  if (failures.length > 0) throw failures[0]
  return { expired, reminded, digests, deputiesEnded, warned }
}

async function expireDrafts(app: App, now: Date): Promise<number> {
  return app.store.transaction(async (tx) => {
    const drafts: DraftStore = app.drafts ?? tx.drafts
    const stale = await drafts.stale(new Date(now.getTime() - draftLifeMs), batchMax)
    for (const draft of stale) {
      if (!(await drafts.clear(draft.owner))) continue
      const submitted = isSent(draft) && (!opensTicket(draft) || (await tx.tickets.byDraft(draft.id)))
      if (!submitted)
        await tx.outbox.put([
          {
            kind: 'message',
            to: addressOf(draft.owner),
            message: { text: app.words.intake.expired },
          },
        ])
    }
    return stale.length
  })
}

function addressOf(owner: string): ChatAddress {
  const [channel, chat = ''] = owner.split(/:(.*)/s)
  return { channel: channel === 'whatsapp' ? 'whatsapp' : 'telegram', chat }
}
