import { collect } from '../intake/forwarded.ts'
import { sopOf } from './act.ts'
import { answerOf, type Content } from './content.ts'
import { serviceOf } from './desk.ts'
import { continueIntake, loadDraft, startDialogue } from './intake.ts'
import { staffPromptOf, type StaffPrompt } from './prompts.ts'
import { say, type PersonTurn } from './turn.ts'
import { servicesServedBy } from './visibility.ts'

/**
 * *Japri jadi tiket*: an officer forwards somebody's private chat. What is forwarded is collected, whose complaint it is
 * is asked once, and what comes meanwhile is kept in silence. False where it is no such chat: a requester's message, or
 * an answer to a question that asks for what was forwarded.
 */
export async function takeForwarded(
  turn: PersonTurn,
  contents: readonly [Content, ...Content[]],
): Promise<boolean> {
  const { text, evidence } = answerOf(contents)
  if (text === '' && evidence.length === 0) return false
  const draft = await loadDraft(turn)
  const isCollecting = draft?.purpose?.kind === 'forwarded'
  const [service] = isCollecting ? [] : await servicesServedBy(turn)
  if (!isCollecting && !service) return false
  const w = turn.app.words.intake.forwarded
  const prompt = await staffPromptOf(turn)
  if (prompt) {
    if (evidence.length > 0 && (await asksForFiles(turn, prompt))) return false
    say(turn, { text: w.promptFirst })
    return true
  }
  if (draft) {
    const asked = serviceOf(turn.app.desk, draft.service)?.profile.form.find(({ id }) => id === draft.field)
    if (asked?.kind === 'problem' || asked?.kind === 'evidence') return false
    await continueIntake(turn, draft, { id: turn.inbox, kind: 'forwarded', text, evidence })
    return true
  }
  if (!service) return false
  const { kept, secret } = collect({ answers: {}, evidence: [] }, { text, evidence })
  const hello = [...(secret ? [w.dialogue.secret] : []), w.begin].join(' ')
  await startDialogue(turn, service, { purpose: { kind: 'forwarded' }, input: null, hello, ...kept })
  return true
}

async function asksForFiles(turn: PersonTurn, { ticket, intent }: StaffPrompt): Promise<boolean> {
  const file = await turn.tx.tickets.peek(ticket)
  const { profile } = file ? await sopOf(turn.tx, turn.app.desk, file.ticket) : { profile: null }
  return profile?.inputs[intent.asking]?.kind === 'evidence'
}
