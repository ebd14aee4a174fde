import type { Peer, PersonPhone } from '../../bots/simulator/whatsapp/peer.ts'

/** People on WhatsApp: each makes one complaint, answering whatever is asked, and some chatter beside it. */
export type WhatsappCrowd = {
  /** How many have their ticket. */
  served(): number
  /** Everything anybody wrote, by the message's id. */
  written(): string[]
  /** The ticket numbers each person was told. */
  told: Map<string, Set<string>>
  people: readonly PersonPhone[]
  /** Some of them write a few messages at once that lead nowhere. */
  chatter(messages: number): Promise<void>
  stop(): void
}

const choices = /(\d) (Kirim|Lewati sisanya|Tanpa bukti|Ya\b[^·\n]*)(?=$|[·\n]| ·)/m
const said: readonly [question: RegExp, answer: string][] = [
  [/nama lengkap/i, 'Budi Santoso'],
  [/OPD/, 'Dindikbud'],
  [/telepon|HP/i, '0812 1000 2001'],
  [/e-mail/i, 'budi.santoso@contoh.go.id'],
  [/Apa kendalanya/i, 'Wifi ruang rapat putus sejak pagi'],
]

/** What a willing requester writes in answer; null where nothing is asked of them. */
export function answerOnWhatsapp(text: string): string | null {
  const number = choices.exec(text)?.[1]
  return number ?? said.find(([question]) => question.test(text))?.[1] ?? null
}

/** Makes `size` people complain on the peer, and as many who only chat. Random choices come from `random`. */
export function startWhatsappCrowd(peer: Peer, size: number, random: () => number): WhatsappCrowd {
  const ids: string[] = []
  const told = new Map<string, Set<string>>()
  const person = (at: number) =>
    peer.person({
      phone: String(6_281_300_000_000 + at),
      lid: String(280_100_000_000_000 + at),
      name: `Warga ${at}`,
      addressing: at % 2 === 0 ? 'pn' : 'lid',
    })
  const complainers = Array.from({ length: size }, (_, at) => person(at))
  const chatterers = Array.from({ length: size }, (_, at) => person(1_000 + at))
  const send = async (from: PersonPhone, text: string) => void ids.push(await from.send(text))
  const stop = peer.onChange((change) => {
    if (change.kind !== 'received') return
    const phone = complainers.find(({ lid }) => lid === change.person.lid)
    const text = phone?.received.find(({ id }) => id === change.id)?.text ?? ''
    if (phone === undefined) return
    for (const [number] of text.matchAll(/TIK-\d+/g))
      told.set(phone.lid, (told.get(phone.lid) ?? new Set()).add(number))
    const answer = told.has(phone.lid) ? null : answerOnWhatsapp(text)
    if (answer !== null) void send(phone, answer)
  })
  for (const one of complainers) void send(one, 'Wifi ruang rapat putus sejak pagi')
  return {
    told,
    stop,
    people: [...complainers, ...chatterers],
    served: () => told.size,
    written: () => ids,
    async chatter(messages) {
      const pick = () => chatterers[Math.floor(random() * chatterers.length)]!
      await Promise.all(Array.from({ length: messages }, (_, at) => send(pick(), `halo ${at}`)))
    },
  }
}
