import type { Message } from 'grammy/types'
import type { World } from '../../bots/simulator/bot-api/world.ts'
import { answerTo, labelsOf, textOf } from './conversation.ts'

/** What a crowd did and was told. */
export type CrowdRecord = {
  /** Messages and presses sent by anybody. */
  sent: number
  /** Drafts whose *Kirim* was pressed, by the person. */
  pressed: Map<string, number>
  /** Ticket numbers the bot told each person. */
  told: Map<number, Set<string>>
}

/** People who complain, again and again, and staff who take the tickets and answer. Random choices come from `random`. */
export type Crowd = CrowdRecord & {
  /** Lets everybody do what they have in mind until `sent` reaches this number. */
  allow(sent: number): void
  stop(): void
}

const problems = [
  'Wifi ruang rapat putus sejak pagi',
  'Printer loket tidak mencetak',
  'Email dinas tidak terbuka',
]

/**
 * Makes `size` new requesters who answer whatever the bot asks them, with double taps on *Kirim* and repeated words,
 * while the officers press the buttons of every new card and answer by command.
 */
export function startCrowd(
  world: World,
  {
    size,
    group,
    officers,
    random,
  }: { size: number; group: number; officers: number[]; random: () => number },
): Crowd {
  const record: CrowdRecord = { sent: 0, pressed: new Map(), told: new Map() }
  const waiting: (() => void)[] = []
  let allowed = 0
  const drain = () => {
    while (record.sent < allowed) {
      const act = waiting.shift()
      if (!act) return
      act()
    }
  }
  const plan = (act: () => void) => {
    waiting.push(() => {
      record.sent += 1
      act()
    })
    drain()
  }
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T
  const requesters = Array.from({ length: size }, (_, i) => 6_200_000_001 + i)
  for (const id of requesters) {
    world.user({ id, first_name: `Warga${id % 1000}`, username: `warga_${id}` })
    plan(() => world.send(id, id, pick(problems)))
  }
  for (const officer of officers) plan(() => world.send(officer, officer, '/start'))
  const answered = new Map<number, string>()

  const requesterHears = (person: number, message: Message) => {
    for (const [number] of textOf(message).matchAll(/TIK-\d+/g))
      record.told.set(person, (record.told.get(person) ?? new Set()).add(number))
    // A message that came twice is answered once, as people do.
    const words = textOf(message)
    if (answered.get(person) === words) return
    answered.set(person, words)
    if (/dengan nomor/.test(words)) return plan(() => world.send(person, person, '/aduan'))
    const solved = labelsOf(message).includes('Sudah')
    if (solved) return plan(() => void world.press(person, person, message.message_id, 'Sudah'))
    const answer = answerTo(message)
    if (answer && 'say' in answer) return plan(() => world.send(person, person, answer.say))
    if (answer?.press === 'Kirim') return pressSend(person, message)
    if (answer) return plan(() => void world.press(person, person, message.message_id, answer.press))
    if (/Apa kendalanya/i.test(words)) plan(() => world.send(person, person, pick(problems)))
  }
  const pressSend = (person: number, message: Message) => {
    const button = message.reply_markup?.inline_keyboard.flat().find(({ text }) => text === 'Kirim')
    const draft = button && 'callback_data' in button ? button.callback_data.split(':')[1] : undefined
    const taps = pick([1, 1, 2, 3])
    for (let tap = 0; tap < taps; tap += 1)
      plan(() => {
        if (draft) record.pressed.set(draft, person)
        world.press(person, person, message.message_id, 'Kirim')
      })
  }
  const groupSees = (message: Message) => {
    const number = /^(TIK-\d+)/.exec(textOf(message))?.[1]
    if (!number || !labelsOf(message).includes('Ambil') || !/baru/.test(textOf(message))) return
    const [first, second] = random() < 0.5 ? officers : officers.toReversed()
    if (first === undefined || second === undefined) throw new Error('two officers are needed')
    plan(() => void world.press(first, group, message.message_id, 'Ambil'))
    if (random() < 0.3) plan(() => void world.press(second, group, message.message_id, 'Ambil'))
    if (random() < 0.5) plan(() => world.send(first, group, `/balas ${number} Sedang kami periksa`))
    if (random() < 0.3) plan(() => world.send(first, group, `/selesai ${number} Sudah normal kembali`))
  }
  const stop = world.on((change) => {
    if (change.kind !== 'message-added' || !change.message.from?.is_bot) return
    if (change.chatId === group) groupSees(change.message)
    else if (requesters.includes(change.chatId)) requesterHears(change.chatId, change.message)
  })
  return Object.assign(record, {
    stop,
    allow(sent: number) {
      allowed = Math.max(allowed, sent)
      drain()
    },
  })
}
