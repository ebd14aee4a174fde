import type { IntakeWords } from '../text/id/intake.ts'
import { plain } from './clean.ts'

/** "Terima kasih", "siap", 🙏 and the like, with nothing else in it: after closing it gets no answer. */
export function isThanks(text: string, words: IntakeWords): boolean {
  const { thanks, thanksCompany, thanksSigns } = words.recognised
  const tokens = plain(text).split(' ').filter(Boolean)
  if (tokens.length === 0) return thanksSigns.some((sign) => text.includes(sign))
  return madeOf(tokens, thanks, thanksCompany)
}

/** "Halo", "selamat pagi, Pak", "p", "mohon izin mau lapor": somebody is there, but no problem is told yet. */
export function isGreeting(text: string, words: IntakeWords): boolean {
  const { greetings, greetingCompany } = words.recognised
  return madeOf(plain(text).split(' '), greetings, greetingCompany)
}

/** The word that works everywhere, where a text is nothing but one: "status", "PETUGAS", "batal saja". */
export function spokenCommand(
  text: string,
  { recognised }: IntakeWords,
): 'status' | 'petugas' | 'bantuan' | 'batal' | null {
  const said = plain(text)
  if (recognised.status.includes(said)) return 'status'
  if (recognised.agent.includes(said)) return 'petugas'
  if (recognised.help.includes(said)) return 'bantuan'
  return recognised.cancel.includes(said) ? 'batal' : null
}

/** A question rather than an answer: it ends with a question mark or begins as questions do. */
export function isQuestion(text: string, words: IntakeWords): boolean {
  const said = `${plain(text)} `
  return (
    /[?？]["'”)\s]*$/.test(text) ||
    words.recognised.questionStarts.some((start) => said.startsWith(`${start} `))
  )
}

/** A question after a complaint that is already running: "kapan selesai?". */
export function asksProgress(text: string, words: IntakeWords): boolean {
  return words.recognised.progress.some((phrase) => plain(text).startsWith(phrase))
}

function madeOf(tokens: string[], core: string[], company: string[]): boolean {
  return tokens.some((t) => core.includes(t)) && tokens.every((t) => core.includes(t) || company.includes(t))
}
