/** Who may use a command; what it then does to a ticket is for `decide` to allow. */
export type CommandRight = 'requester' | 'staff' | 'admin'

/** What may follow a command's name. `ticket` may be left out in a reply to the ticket's card or in its topic. */
export type CommandArgument =
  'ticket' | 'staff' | 'text' | 'priority' | 'code' | 'role' | 'month' | 'row' | 'when' | 'period' | 'date'

export type CommandName =
  | 'start' | 'aduan' | 'status' | 'batal' | 'petugas' | 'bantuan' // prettier-ignore
  | 'ambil' | 'kembalikan' | 'disposisi' | 'eskalasi' | 'selesai' | 'tutup' | 'bukakembali' // prettier-ignore
  | 'balas' | 'memo' | 'tunggu' | 'lanjut' | 'klasifikasi' | 'prioritas' | 'pindah' // prettier-ignore
  | 'lengkapi' | 'rahasia' | 'telepon' | 'kaitkan' | 'umumkan' | 'cetak' | 'nomor' // prettier-ignore
  | 'tiket' | 'antrean' | 'tugassaya' | 'cari' | 'catat' | 'serahterima' | 'buku' | 'sop' | 'whatsapp' // prettier-ignore
  | 'ingatkan' | 'laporan' // prettier-ignore
  | 'hubungkan' | 'peran' | 'batas' | 'libur' | 'tautkan' // prettier-ignore

export type CommandSpec = {
  name: CommandName
  aliases: string[]
  right: CommandRight
  args: CommandArgument[]
}

const spec = (
  name: CommandName,
  aliases: string[],
  right: CommandRight,
  args: CommandArgument[] = [],
): CommandSpec => ({
  name,
  aliases,
  right,
  args, // prettier-ignore
})

/**
 * The one table of commands: parsing, rights, menus and `/bantuan` all read it. The first name is the one shown.
 * A command whose name an SOP's outcome carries chooses that outcome at the row that is open.
 */
export const commands: readonly CommandSpec[] = [
  spec('start', [], 'requester'),
  spec('aduan', ['lapor'], 'requester'),
  spec('status', [], 'requester'),
  spec('batal', ['cancel'], 'requester'),
  spec('petugas', ['agent'], 'requester'),
  spec('bantuan', ['help'], 'requester'),
  spec('ambil', ['klaim', 'claim'], 'staff', ['ticket']),
  spec('kembalikan', ['lepas', 'release'], 'staff', ['ticket']),
  spec('disposisi', ['assign'], 'staff', ['ticket', 'staff', 'text']),
  spec('eskalasi', ['escalate'], 'staff', ['ticket', 'text']),
  spec('selesai', ['done'], 'staff', ['ticket', 'text']),
  spec('tutup', ['close'], 'staff', ['ticket']),
  spec('bukakembali', ['buka', 'reopen'], 'staff', ['ticket', 'text']),
  spec('balas', ['reply'], 'staff', ['ticket', 'text']),
  spec('memo', ['catatan', 'note'], 'staff', ['ticket', 'text']),
  spec('tunggu', ['wait'], 'staff', ['ticket', 'text']),
  spec('lanjut', ['resume'], 'staff', ['ticket']),
  spec('ingatkan', ['remind'], 'staff', ['ticket', 'when', 'text']),
  spec('klasifikasi', ['classify'], 'staff', ['ticket', 'text']),
  spec('prioritas', ['priority'], 'staff', ['ticket', 'priority']),
  spec('pindah', ['move'], 'staff', ['ticket', 'text']),
  spec('lengkapi', ['complete'], 'staff', ['ticket']),
  spec('rahasia', ['secret'], 'staff', ['ticket']),
  spec('telepon', ['phone'], 'staff', ['ticket']),
  spec('kaitkan', ['link'], 'staff', ['ticket', 'ticket']),
  spec('umumkan', ['announce'], 'staff', ['ticket', 'text']),
  spec('cetak', ['dokumen', 'print'], 'staff', ['ticket', 'text']),
  spec('nomor', ['number'], 'staff', ['ticket', 'text']),
  spec('tiket', ['ticket'], 'staff', ['ticket']),
  spec('antrean', ['antrian', 'queue'], 'staff'),
  spec('tugassaya', ['saya', 'mine'], 'staff'),
  spec('cari', ['search'], 'staff', ['text']),
  spec('catat', ['log'], 'staff'),
  spec('serahterima', ['handover'], 'staff', ['staff', 'text']),
  spec('buku', ['register'], 'staff', ['month']),
  spec('laporan', ['report'], 'staff', ['period']),
  spec('sop', [], 'staff'),
  spec('whatsapp', ['wa'], 'staff', ['text']),
  spec('hubungkan', ['bind'], 'admin', ['code']),
  spec('tautkan', ['pair'], 'admin'),
  spec('peran', ['role'], 'admin', ['role', 'staff']),
  spec('batas', ['limit'], 'admin', ['row', 'text']),
  spec('libur', ['holiday'], 'admin', ['date', 'text']),
]

/** The command of that name or alias, in any case. */
export function commandOf(name: string): CommandSpec | null {
  const wanted = name.toLowerCase()
  return commands.find((c) => c.name === wanted || c.aliases.includes(wanted)) ?? null
}
