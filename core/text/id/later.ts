/**
 * How staff write when they want to be reminded, and what then begins the reason. In lower case, the longer of two that
 * begin alike first.
 */
export const laterWords = {
  /** Before a moment, where it says nothing but "ahead". */
  before: ['nanti', 'dalam'],
  /** After a length of time: "2 jam lagi". */
  again: ['lagi'],
  today: ['hari ini'],
  tomorrow: ['besok', 'esok', 'besuk'],
  dayAfterTomorrow: ['besok lusa', 'lusa'],
  nextWeek: ['minggu depan', 'pekan depan'],
  /** Some time in this week is no moment, though "minggu" is also a day. */
  thisWeek: ['minggu ini', 'pekan ini'],
  /** After a weekday: the one of the next week. */
  next: ['depan', 'minggu depan', 'pekan depan'],
  /** An hour of another zone than the service's is not guessed at. */
  zones: ['wib', 'wita', 'wit'],
  because: ['karena', 'karna', 'krn', 'sebab'],
}
