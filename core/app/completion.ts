import { readAhead } from '../intake/completion.ts'
import { fieldsMissing } from '../notify/facts.ts'
import { sopOf, type Office } from './act.ts'
import { withoutSecrets, type Content } from './content.ts'
import { contextOf } from './intake-context.ts'
import { goOnWriting, loadDraft, startDialogue } from './intake.ts'
import { completeButton, labelOf, whyOver } from './own-tickets.ts'
import type { Button } from './message.ts'
import type { TicketFile } from './ports.ts'
import { privately } from './record.ts'
import { acknowledge, respond, say, type PersonTurn } from './turn.ts'

/** `/lengkapi NO`: an officer fills in what a complaint lacks, in the own private chat. */
export async function completeTicket(turn: PersonTurn, office: Office, file: TicketFile): Promise<void> {
  const { staff, intake } = turn.app.words
  if (office.staff.rolesOf(turn.person.id).length === 0) return respond(turn, staff.refusals.notStaff)
  const over = whyOver(turn, file)
  if (over !== null) return respond(turn, over)
  const here = await privately(turn)
  if (here) await begin(here, file, { input: null, hello: intake.completion.begin(file.ticket.number) })
}

/** The requester wants to fill in what the own complaint lacks. */
export async function completeOwn(turn: PersonTurn, file: TicketFile): Promise<void> {
  const over = whyOver(turn, file)
  if (over !== null) return respond(turn, over)
  acknowledge(turn)
  const draft = await loadDraft(turn)
  if (draft) return goOnWriting(turn, draft)
  const hello = turn.app.words.intake.completion.begin(file.ticket.number)
  await begin(turn, file, { input: null, hello })
}

/** Completes the one complaint of these that lacks something, or asks which. */
export async function completeOneOf(turn: PersonTurn, files: readonly TicketFile[]): Promise<void> {
  const w = turn.app.words.intake.completion
  const [only, ...others] = files.filter((file) => whyOver(turn, file) === null)
  if (!only) return say(turn, { text: w.allComplete })
  if (others.length === 0) return completeOwn(turn, only)
  const buttons: Button[][] = []
  for (const file of [only, ...others])
    buttons.push([{ ...completeButton(turn, file), label: await labelOf(turn, file) }])
  say(turn, { text: w.which, buttons })
}

/**
 * What a requester wrote to a complaint that lacks something may hold it: then it is proposed, and asked on. False where
 * it holds nothing of the kind. `said` has been forwarded to staff already; `hello` tells that.
 */
export async function offerCompletion(
  turn: PersonTurn,
  file: TicketFile,
  said: readonly Content[],
  hello: string,
): Promise<boolean> {
  if (whyOver(turn, file) !== null || (await loadDraft(turn))) return false
  const { service, profile } = await sopOf(turn.tx, turn.app.desk, file.ticket)
  const ctx = await contextOf(turn, service, { kind: 'complete', ticket: file.ticket.id })
  const text = said.map((content) => content.text).join('\n')
  const { answers, proposed } = readAhead(text, { ...ctx, now: turn.now })
  const lacksFiles = fieldsMissing(profile, file).some(({ kind }) => kind === 'evidence')
  const evidence = lacksFiles ? said.flatMap((content) => content.evidence).map(withoutSecretCaption) : []
  if (Object.keys({ ...answers, ...proposed }).length + evidence.length === 0) return false
  const album = said.at(-1)?.album
  await begin(turn, file, { input: null, hello, answers, proposed, evidence, album })
  return true
}

function withoutSecretCaption(evidence: TicketFile['evidence'][number]): TicketFile['evidence'][number] {
  return { ...evidence, caption: withoutSecrets(evidence.caption).text }
}

async function begin(
  turn: PersonTurn,
  { ticket }: TicketFile,
  seed: Omit<Parameters<typeof startDialogue>[2], 'purpose'>,
): Promise<void> {
  const { service } = await sopOf(turn.tx, turn.app.desk, ticket)
  await startDialogue(turn, service, { ...seed, purpose: { kind: 'complete', ticket: ticket.id } })
}
