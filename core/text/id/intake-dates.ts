/** How people write days and hours. All lower case and without punctuation, as `plain` leaves a text. */
export const dateWords = {
  /** January first; every way to write a month. */
  months: [
    ['januari', 'jan'],
    ['februari', 'pebruari', 'feb', 'peb'],
    ['maret', 'mar'],
    ['april', 'apr'],
    ['mei'],
    ['juni', 'jun'],
    ['juli', 'jul'],
    ['agustus', 'agu', 'agt', 'ags', 'agst'],
    ['september', 'sept', 'sep'],
    ['oktober', 'okt'],
    ['november', 'nopember', 'nov', 'nop'],
    ['desember', 'des'],
  ],
  today: ['hari ini', 'ini', 'tadi'],
  yesterday: ['kemarin', 'kemaren'],
  dayBeforeYesterday: ['kemarin lusa', 'kemarin dulu', 'lusa kemarin', 'kemaren dulu'],
  /** After a number, once the words that say nothing are gone: "3 hari lalu". */
  daysAgo: ['yang lalu', 'lalu'],
  /** Monday first. */
  weekdays: [['senin'], ['selasa'], ['rabu'], ['kamis'], ['jumat'], ['sabtu'], ['minggu', 'ahad']],
  /** After a weekday: the one before today. "Minggu lalu" is a week ago and no day. */
  lastWeekday: ['lalu', 'kemarin'],
  noWeekday: ['minggu lalu', 'minggu kemarin'],
  /** Say nothing beside a date or an hour. */
  aroundDate: ['tanggal', 'tgl', 'tertanggal', 'pada', 'hari', 'sekitar', 'kira', 'kurang', 'lebih'],
  justNow: ['baru saja', 'barusan', 'sekarang', 'saat ini', 'baru'],
  /** What stands before an hour without minutes. */
  beforeHour: ['pukul', 'pkl', 'jam', 'jm'],
  halfPast: 'setengah',
  partsOfDay: {
    morning: ['pagi', 'subuh'],
    noon: ['siang'],
    afternoon: ['sore', 'petang'],
    night: ['malam'],
  },
  /** What stands before the number of a letter. */
  beforeLetterNumber: ['nomor', 'nomornya', 'no', 'nomer', 'surat', 'suratnya', 'nodis', 'nodisnya', 'dinas'],
}
