import type { Mail } from '../app/ports.ts'
import type { Words } from '../text/words.ts'

/** An answer for somebody who reads e-mail. `name` may be empty; so may `text` where the files say it all. */
export type MailedAnswer = {
  /** The requester's e-mail address. */
  to: string
  number: string
  name: string
  /** Who answers: the desk's agency. */
  office: string
  text: string
  attachments?: Mail['attachments']
}

/** The e-mail that brings an answer to the requester. */
export function mailOfAnswer(
  words: Words['mail'],
  { to, number, name, office, text, attachments }: MailedAnswer,
): Mail {
  return {
    to,
    subject: words.answerSubject(number),
    text: words.answer({ number, name, office, answer: text }),
    attachments,
  }
}
