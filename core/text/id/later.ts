/**
 * How staff write when they want to be reminded, and what then begins the reason. In lower case, the longer of two that
 * begin alike first.
 */
export const laterWords = {
  /** Before a moment, where it says nothing but "ahead". */
  before: ['nanti', 'dalam'],
  /** After a length of time: "2 jam lagi". */
  again: ['lagi', 'ke depan'],
  /** "setengah jam", "1,5 jam". */
  half: 'setengah',
  hour: 'jam',
  /** After a number of days, which are working days anyhow. */
  working: ['kerja'],
  /** One, written together with what is counted: "seminggu", "sejam". */
  one: 'se',
  today: ['hari ini'],
  tomorrow: ['besok', 'esok', 'besuk'],
  dayAfterTomorrow: ['besok lusa', 'lusa'],
  /** Counted in "2 minggu lagi"; they begin, end and follow one another. */
  periods: { week: ['minggu', 'pekan'], month: ['bulan'], year: ['tahun'] },
  start: ['awal'],
  end: ['akhir'],
  /** After a period: the one it is, and the one after. */
  present: ['ini'],
  following: ['depan'],
  /** Before the number of a day alone: "tanggal 25". */
  dayOfMonth: ['tanggal', 'tgl'],
  /** Some time in this week is no moment, though "minggu" is also a day. */
  thisWeek: ['minggu ini', 'pekan ini'],
  /** After a weekday: the one of the next week. */
  next: ['depan', 'minggu depan', 'pekan depan'],
  /** An hour of another zone than the service's is not guessed at. */
  zones: ['wib', 'wita', 'wit'],
  because: ['karena', 'karna', 'krn', 'sebab'],
}
