import { randomInt } from 'node:crypto'
import { firstStartKey } from '../core/app/digests.ts'
import type { Desk, Service } from '../core/app/desk.ts'
import type { Grant, Store, Tx } from '../core/app/ports.ts'

/** What the configuration says the database should begin with. Ids are Telegram's, as strings. */
export type Seed = {
  services: Service[]
  /** Null keeps the one made at the first start. */
  setupCode: string | null
  now: Date
  admins: string[]
  leaders: string[]
  roles: { service: string; role: string; unit?: string; telegramId: string }[]
  groups: { service: string; chat: string }[]
  /** Names of people not met yet. */
  people: { id: string; name: string; username?: string }[]
  /** What papers say of who signs them. */
  officials: Desk['officials']
}

/**
 * Brings the desk file into the database, which wins from then on: a role taken away in chat does not come back at the
 * next start. What the file says and the database does not is told to `differs`. Only of officials the file has the last
 * word. Answers the setup code in force.
 */
export async function seed(store: Store, desk: Seed, differs: (difference: string) => void): Promise<string> {
  return store.transaction(async (tx) => {
    for (const { profile, profileHash } of desk.services) await tx.profiles.put(profileHash, profile)
    if (typeof (await tx.settings.get(firstStartKey)) !== 'string')
      await tx.settings.set(firstStartKey, desk.now.toISOString())
    for (const { id, name, username } of desk.people) await tx.people.meet('telegram', { id, name, username })
    for (const { telegramId, ...official } of desk.officials)
      await tx.people.setOfficial(await personOf(tx, telegramId, official.name), official)
    await seedGrants(tx, desk, differs)
    await seedGroups(tx, desk, differs)
    return setupCodeIn(tx, desk.setupCode)
  })
}

async function seedGrants(tx: Tx, desk: Seed, differs: (difference: string) => void): Promise<void> {
  const wanted = [
    ...desk.admins.map((telegramId) => ({ service: '*', role: 'admin', telegramId })),
    ...desk.leaders.map((telegramId) => ({ service: '*', role: 'leader', telegramId })),
    ...desk.roles,
  ]
  const seeded = new Set((await tx.settings.get('seeded-grants')) as string[] | null)
  for (const { service, role, telegramId, unit = null } of wanted as {
    service: string
    role: string
    telegramId: string
    unit?: string
  }[]) {
    const key = [service, role, unit ?? '', telegramId].join(' ')
    const person = await personOf(tx, telegramId)
    const grant: Grant = { service, role, unit, person }
    if (!seeded.has(key)) await tx.staff.give(grant)
    else if ((await tx.staff.grants({ person, service, role, unit })).length === 0) differs(`roles: ${key}`)
    seeded.add(key)
  }
  await tx.settings.set('seeded-grants', [...seeded])
}

async function seedGroups(tx: Tx, desk: Seed, differs: (difference: string) => void): Promise<void> {
  const bound = await tx.staff.groups()
  for (const { service, chat } of desk.groups) {
    const now = bound.find((group) => group.service === service)
    if (now && now.chat.chat !== chat) differs(`staffGroup: ${service}`)
    if (!now)
      await tx.staff.bind({ service, chat: { channel: 'telegram', chat }, title: '', hasTopics: false })
  }
}

/** Somebody not seen yet is called by `name` until then. */
async function personOf(tx: Tx, telegramId: string, name = telegramId): Promise<string> {
  const known = await tx.people.byIdentity('telegram', telegramId)
  return (known ?? (await tx.people.meet('telegram', { id: telegramId, name }))).id
}

async function setupCodeIn(tx: Tx, given: string | null): Promise<string> {
  const kept = await tx.settings.get('setup-code')
  const code = given ?? (typeof kept === 'string' ? kept : String(randomInt(100_000, 1_000_000)))
  if (code !== kept) await tx.settings.set('setup-code', code)
  return code
}
