import { intakeWords } from './id/intake.ts'
import { profileWords } from './id/profile.ts'
import { reportWords } from './id/report.ts'
import { requesterWords } from './id/requester.ts'
import { simulatorWords } from './id/simulator.ts'
import { staffWords } from './id/staff.ts'
import { systemWords } from './id/system.ts'
import * as time from './id/time.ts'

/** Everything a person reads, in Indonesian. Another language is another folder beside `id`, of this same shape. */
export const indonesian = {
  intake: intakeWords,
  profile: profileWords,
  report: reportWords,
  requester: requesterWords,
  simulator: simulatorWords,
  staff: staffWords,
  system: systemWords,
  time,
}
export type Words = typeof indonesian
