import { bindingWords } from './id/binding.ts'
import { calendarWords } from './id/calendar.ts'
import { deadlineWords } from './id/deadline.ts'
import { documentWords } from './id/documents.ts'
import { intakeWords } from './id/intake.ts'
import { laterWords } from './id/later.ts'
import { limitWords } from './id/limits.ts'
import { mailWords } from './id/mail.ts'
import { noticeWords } from './id/notices.ts'
import { paperWords } from './id/papers.ts'
import { profileWords } from './id/profile.ts'
import { recallWords } from './id/recall.ts'
import { recordWords } from './id/record.ts'
import { registerWords } from './id/register.ts'
import { reminderWords } from './id/reminder.ts'
import { reportWords } from './id/report.ts'
import { requesterWords } from './id/requester.ts'
import { roleWords } from './id/roles.ts'
import { satisfactionWords } from './id/satisfaction.ts'
import { simulatorWords } from './id/simulator.ts'
import { sopWords } from './id/sop.ts'
import { spanWords } from './id/span.ts'
import { staffWords } from './id/staff.ts'
import { systemWords } from './id/system.ts'
import { waitingWords } from './id/waiting.ts'
import * as time from './id/time.ts'
import { whatsappWords } from './id/whatsapp.ts'

/** Everything a person reads, in Indonesian. Another language is another folder beside `id`, of this same shape. */
export const indonesian = {
  binding: bindingWords,
  calendar: calendarWords,
  deadline: deadlineWords,
  documents: documentWords,
  intake: intakeWords,
  later: laterWords,
  limits: limitWords,
  mail: mailWords,
  notices: noticeWords,
  papers: paperWords,
  profile: profileWords,
  recall: recallWords,
  record: recordWords,
  register: registerWords,
  reminder: reminderWords,
  report: reportWords,
  requester: requesterWords,
  roles: roleWords,
  satisfaction: satisfactionWords,
  simulator: simulatorWords,
  sop: sopWords,
  span: spanWords,
  staff: staffWords,
  system: systemWords,
  time,
  waiting: waitingWords,
  whatsapp: whatsappWords,
}
export type Words = typeof indonesian
