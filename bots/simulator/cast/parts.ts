import type { Profile } from '../../../core/sop/sop.ts'

/** What a requester answers when the bot asks; offered on the page so that nobody has to make up a person. */
export type Answers = { problem: string; name: string; agency: string; phone: string; email: string }

/** A role of the desk's SOP that somebody holds, with its unit where the role is per unit. */
export type Held = { role: string; unit?: string }

/** Somebody at a desk. Without a role: first level by being in the staff group or, for a leader, the digest alone. */
export type StaffPart = {
  part: 'officer' | 'leader'
  username: string
  name: string
  title: string
  held?: Held
  admin?: boolean
  /** What papers say below the name: the official's number and rank. */
  official?: { nip: string; rank: string }
}

/** Samples of what a desk's form asks besides who somebody is. */
export type Sample = 'domain' | 'request' | 'letterNumber' | 'letterDate'

/** The people of one desk and their group. Ids are fixed: the database of an earlier run knows these people. */
export type DeskPart = {
  /** The service they run. */
  service: string
  staffGroup: number
  groupTitle: string
  /** The office as it calls itself, and the head of its papers, the strongest line last. */
  agency: string
  letterhead: { lines: string[]; place: string }
  /** Telegram id of the first of `staff`; the others follow. */
  firstId: number
  staff: readonly StaffPart[]
  /** Usernames of those who have Sigap's number in WhatsApp too: they pass complaints on, or are told what awaits them. */
  whatsapp: readonly string[]
  /** What is broken there, by the requester's username. */
  problems: Readonly<Record<string, string>>
  samples: Partial<Readonly<Record<Sample, string>>>
}

/** Ids outgrow 32 bits, as real ones do. */
export const FIRST_ID = 6_100_000_001
const IMPROVISED_IDS = FIRST_ID + 10_000
const IMPROVISED_GROUPS = -1_002_100_001_001
const IDS_PER_DESK = 100

const SPARE_NAMES = [
  'Joni Prasetyo',
  'Mira Kusuma',
  'Taufik Hidayat',
  'Wulan Sari',
  'Gilang Ramadhan',
  'Kartini Dewanti',
  'Surya Atmaja',
  'Lestari Ningsih',
  'Umar Syahid',
  'Vina Oktavia',
  'Zainal Abidin',
  'Citra Maharani',
]

/**
 * People for an office's own SOP: two in first level and one for each other role and unit. `index` tells several such
 * desks apart. Whoever stands above everybody is a leader.
 */
export function improviseDesk(service: string, profile: Profile, index: number): DeskPart {
  const roles = Object.entries(profile.roles).filter(([, { kind }]) => kind === 'staff')
  const staff = roles.flatMap(
    ([role, { title, firstLevel, perUnit, above }]): Omit<StaffPart, 'name' | 'username'>[] => {
      if (firstLevel)
        return [
          { part: 'officer', title, admin: true },
          { part: 'officer', title },
        ]
      const part = above === undefined ? 'leader' : 'officer'
      if (!perUnit) return [{ part, title, held: { role } }]
      return Object.entries(profile.units).map(([unit, label]) => ({
        part,
        title: `${title} ${label}`,
        held: { role, unit },
      }))
    },
  )
  const people = staff.map((person, n) => ({ ...person, ...spareName(n, index) }))
  const callTaker = people.find(({ admin }) => admin)
  return {
    service,
    staffGroup: IMPROVISED_GROUPS - index,
    groupTitle: profile.title,
    agency: profile.source.agency,
    letterhead: { lines: [profile.source.agency.toUpperCase()], place: '' },
    firstId: IMPROVISED_IDS + index * IDS_PER_DESK,
    staff: people,
    whatsapp: people
      .filter((one) => one === callTaker || one.part === 'leader')
      .map(({ username }) => username),
    problems: {},
    samples: {},
  }
}

/** Names repeat over large desks; usernames do not. */
function spareName(n: number, desk: number): { name: string; username: string } {
  const name = SPARE_NAMES[n % SPARE_NAMES.length] ?? ''
  const username = `${name.toLowerCase().replace(' ', '_')}_${desk + 1}${n < SPARE_NAMES.length ? '' : n}`
  return { name, username }
}
