import type { User } from 'grammy/types'
import type { World } from './bot-api/world.ts'

/** What a requester answers when the bot asks; offered on the page so that nobody has to make up a person. */
export type Answers = { problem: string; name: string; agency: string; phone: string; email: string }

/** Somebody to be on the page. `phone` is what sharing the own contact sends. */
export type Member = {
  user: Omit<User, 'is_bot'> & { username: string }
  part: 'requester' | 'officer' | 'leader'
  /** How others call the person, and in which capacity. */
  name: string
  title: string
  phone: string
  answers?: Answers
}

/** The demonstration desk as the people of the simulator fill it; Telegram ids as strings. */
export type CastDesk = {
  admins: string[]
  leaders: string[]
  roles: { service: string; role: string; unit?: string; telegramId: string }[]
  staffGroup: string
}

export type Cast = { members: Member[]; staffGroup: number; desk: CastDesk }

/** Ids outgrow 32 bits, as real ones do. They are stable: the database of an earlier run knows these people. */
const FIRST_ID = 6_100_000_001
const STAFF_GROUP = -1_002_100_000_001
const STAFF_GROUP_TITLE = 'Help Desk TIK'
const SERVICE = 'tik-banten'

type Held = { role: string; unit?: string }
type Part = Omit<Member, 'user' | 'phone'> & { username: string; held?: Held; admin?: boolean }

const requester = (username: string, answers: Answers): Part => ({
  part: 'requester',
  username,
  name: answers.name,
  title: answers.agency,
  answers,
})

const officer = (username: string, name: string, title: string, held?: Held, admin = false): Part => ({
  part: 'officer',
  username,
  name,
  title,
  held,
  admin,
})

const leader = (username: string, name: string, title: string, role: string): Part => ({
  part: 'leader',
  username,
  name,
  title,
  held: { role },
})

const PARTS: readonly Part[] = [
  requester('budi_santoso', {
    problem: 'Wi-Fi di ruang bidang lantai 2 putus sejak pagi, aplikasi kantor tidak bisa dibuka',
    name: 'Budi Santoso',
    agency: 'Dinas Pendidikan dan Kebudayaan',
    phone: '0812-1000-2001',
    email: 'budi.santoso@contoh.go.id',
  }),
  requester('siti_rahmawati', {
    problem: 'Tidak bisa masuk e-mail dinas, muncul tulisan kata sandi salah',
    name: 'Siti Rahmawati',
    agency: 'Dinas Kesehatan',
    phone: '0813-1000-2002',
    email: 'siti.rahmawati@contoh.go.id',
  }),
  requester('made_wirawan', {
    problem: 'Printer di loket pelayanan tidak mencetak, lampu merah berkedip',
    name: 'Made Wirawan',
    agency: 'Badan Pendapatan Daerah',
    phone: '0819-1000-2003',
    email: 'made.wirawan@contoh.go.id',
  }),
  officer('andi_helpdesk', 'Andi Pratama', 'Help Desk', undefined, true),
  officer('rina_helpdesk', 'Rina Marlina', 'Help Desk'),
  officer('dewi_jaringan', 'Dewi Lestari', 'Kepala Unit Jaringan', { role: 'kepala_unit', unit: 'jaringan' }),
  officer('agus_jaringan', 'Agus Setiawan', 'Teknisi Jaringan', { role: 'teknisi', unit: 'jaringan' }),
  officer('hadi_komputer', 'Hadi Kurnia', 'Kepala Unit Komputer', { role: 'kepala_unit', unit: 'komputer' }),
  officer('yuni_komputer', 'Yuni Astuti', 'Teknisi Komputer', { role: 'teknisi', unit: 'komputer' }),
  officer('fajar_aplikasi', 'Fajar Nugroho', 'Kepala Unit Aplikasi', {
    role: 'kepala_unit',
    unit: 'aplikasi',
  }),
  officer('nina_aplikasi', 'Nina Kartika', 'Teknisi Aplikasi', { role: 'teknisi', unit: 'aplikasi' }),
  leader('hendra_gunawan', 'Hendra Gunawan', 'Pejabat Terkait', 'pejabat_terkait'),
  leader('ratna_wulandari', 'Ratna Wulandari', 'Kepala Dinas', 'kepala_dinas'),
]

/**
 * Brings the people and their group into the world; those already there keep their chats. Staff and leaders count as
 * having started the bot (or it could not write to them), without the bot hearing of it; requesters begin by themselves.
 * Leaders are in the group, because a role is only acted on by those present.
 */
export function castPeople(world: World): Cast {
  const members = PARTS.map(memberOf)
  for (const { user, part } of members) {
    world.user(user)
    const room = world.state.rooms.get(user.id)
    if (part !== 'requester' && room) room.started = true
  }
  if (!world.state.rooms.has(STAFF_GROUP)) {
    const [owner, ...others] = members.filter(({ part }) => part !== 'requester').map(({ user }) => user)
    if (!owner) throw new Error('bug: the cast has no staff')
    const title = STAFF_GROUP_TITLE
    world.group({ id: STAFF_GROUP, title, owner, members: others, bot: 'administrator' })
  }
  return { members, staffGroup: STAFF_GROUP, desk: deskOf(members) }
}

function memberOf({ part, username, name, title, answers }: Part, index: number): Member {
  const [first_name = name, ...rest] = name.split(' ')
  const phone = answers?.phone ?? `0812-1000-3${String(index).padStart(3, '0')}`
  const user = { id: FIRST_ID + index, first_name, last_name: rest.join(' '), username }
  return { user, part, name, title, phone, answers }
}

function deskOf(members: readonly Member[]): CastDesk {
  const desk: CastDesk = { admins: [], leaders: [], roles: [], staffGroup: String(STAFF_GROUP) }
  for (const [index, { held, admin }] of PARTS.entries()) {
    const member = members[index]
    if (!member) continue
    const telegramId = String(member.user.id)
    if (admin) desk.admins.push(telegramId)
    if (member.part === 'leader') desk.leaders.push(telegramId)
    if (held) desk.roles.push({ service: SERVICE, ...held, telegramId })
  }
  return desk
}
