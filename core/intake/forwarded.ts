import type { FieldOption } from '../sop/sop.ts'
import type { intakeWords } from '../text/id/intake.ts'
import { cleanText } from './clean.ts'
import { textLengthMax } from './fields.ts'
import type { Draft, Evidence, Form, FormField, PlainInput } from './form.ts'
import { evidenceMax } from './progress.ts'
import { requesterId } from './requester.ts'
import { findSecret, maskSecrets } from './secrets.ts'

/**
 * A private chat somebody forwards to the desk: what is forwarded is collected, and the officer is asked only whose
 * complaint it is.
 */

type ForwardWords = (typeof intakeWords)['forwarded']
type Forwarded = Omit<Extract<PlainInput, { kind: 'forwarded' }>, 'kind'>

/** Ids no profile can give a field. */
const textId = '_forwarded'
const serviceId = '_service'

/** Which service, where the officer serves several, and who asks for it. */
export function forwardForm(form: Form, services: readonly FieldOption[], words: ForwardWords): Form {
  const asked = (id: string, kind: FormField['kind'], text: { label: string; ask: string }): FormField => ({
    ...{ id, kind, ...text, required: true, perComplaint: true, options: [], source: '' },
  })
  const service = {
    ...asked(serviceId, 'choice', words.service),
    leads: true as const,
    options: [...services],
  }
  return {
    ...form,
    fields: [...(services.length > 1 ? [service] : []), asked(requesterId, 'requester', words.requester)],
  }
}

/** What has been forwarded so far, with more of it; `refused`: what did not fit any more. Secrets are covered. */
export function collect(
  { answers, evidence }: Pick<Draft, 'answers' | 'evidence'>,
  more: Forwarded,
): { kept: Pick<Draft, 'answers' | 'evidence'>; secret: boolean; refused: 'text' | 'files' | null } {
  const said = cleanText(more.text)
  const before = answers[textId]?.value ?? ''
  const text = [before, maskSecrets(said)].filter(Boolean).join('\n')
  const isLong = text.length > textLengthMax
  const files = [...evidence, ...more.evidence.map(withoutSecrets)]
  const kept = isLong ? before : text
  return {
    kept: {
      answers: { ...answers, ...(kept !== '' && { [textId]: { value: kept, shown: kept } }) },
      evidence: files.slice(0, evidenceMax),
    },
    secret: findSecret(said) !== null,
    refused: isLong ? 'text' : files.length > evidenceMax ? 'files' : null,
  }
}

function withoutSecrets(evidence: Evidence): Evidence {
  return { ...evidence, caption: maskSecrets(cleanText(evidence.caption)) }
}

/** What was forwarded, as the complaint's text. */
export function forwardedText({ answers }: Pick<Draft, 'answers'>): string {
  return answers[textId]?.value ?? ''
}

/** The service it was given to, or the one it began with. */
export function forwardedService({ answers, service }: Pick<Draft, 'answers' | 'service'>): string {
  return answers[serviceId]?.value ?? service
}
