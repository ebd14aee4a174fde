const nearOrLate = (count: number, late: number) => {
  if (late === 0) return 'mendekati batas waktu'
  return late === count ? 'melewati batas waktu' : 'mendekati atau melewati batas waktu'
}

/** Reminders of limits that draw near or have passed; `what` is the row, or the office's limit on the whole ticket. */
export const reminderWords = {
  row: (row: string) => `langkah ${row}`,
  rowTitled: (row: string, title: string) => `langkah ${row} (${title})`,
  clocks: { answer: 'jawaban pertama', ticket: 'penyelesaian tiket' },
  left: (number: string, agency: string, what: string, span: string, due: string, whom: string) =>
    `${number} · ${agency} · ${what} tersisa ${span} (batas ${due}). ${whom}, mohon dilanjutkan.`,
  late: (number: string, agency: string, what: string, span: string, due: string, whom: string) =>
    `${number} · ${agency} · ${what} terlambat ${span} (batas ${due}). ${whom}, mohon dilanjutkan.`,
  toLeader: (
    title: string,
    number: string,
    agency: string,
    { span, late }: { span: string; late: boolean },
    what: string,
    position: string,
  ) =>
    `Yth. Bapak/Ibu ${title}, ${number} (${agency}) ${late ? 'terlambat' : 'tersisa'} ${span} pada ${what}, posisi di ${position}. Mohon arahan.`,
  direct: 'Beri arahan',
  later: 'Ingatkan nanti',
  details: 'Rincian',
  many: (count: number, late: number) => `${count} tiket ${nearOrLate(count, late)}`,
  manyToLeader: (title: string, count: number, late: number) =>
    `Yth. Bapak/Ibu ${title}, ${count} pengaduan ${late === count ? 'terlambat' : nearOrLate(count, late)}`,
  pleaseGoOn: 'Mohon dilanjutkan, dimulai dari yang teratas.',
  pleaseDirect: 'Mohon arahan, dimulai dari yang teratas.',
}
