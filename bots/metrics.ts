import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Dispatched } from '../core/app/outgoing.ts'

/** What is counted at the moment it is asked for. */
export type Depths = { inbox: number; outbox: number; openTickets: number }

/** The program's measures. No label holds a person, a chat or a ticket. */
export type Metrics = {
  received(count: number): void
  delivered(result: Dispatched): void
  /** From the claim of a chat's messages to their commit. */
  handled(seconds: number): void
  reminded(count: number): void
  /** Prometheus' text format. */
  text(): Promise<string>
  contentType: string
}

/** Makes a registry of its own; `readDepths` is asked at each scrape and its failure fails the scrape. */
export function createMetrics(readDepths: () => Promise<Depths>): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const inbound = new Counter({
    name: 'sigap_inbound_total',
    help: 'Messages received',
    registers,
  })
  const outbound = new Counter({
    name: 'sigap_outbound_total',
    help: 'Deliveries, by result',
    labelNames: ['result'] as const,
    registers,
  })
  const handling = new Histogram({
    name: 'sigap_handling_seconds',
    help: 'Time to handle the messages of one chat',
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers,
  })
  const reminders = new Counter({
    name: 'sigap_reminders_total',
    help: 'Reminders sent',
    registers,
  })
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers })
  const inbox = gauge('sigap_inbox_depth', 'Messages received and not yet handled')
  const outbox = gauge('sigap_outbox_depth', 'Messages waiting to be sent')
  const open = gauge('sigap_open_tickets', 'Tickets not yet closed')

  return {
    received: (count) => inbound.inc(count),
    delivered: (result) => outbound.inc({ result }),
    handled: (seconds) => handling.observe(seconds),
    reminded: (count) => reminders.inc(count),
    async text() {
      const depths = await readDepths()
      inbox.set(depths.inbox)
      outbox.set(depths.outbox)
      open.set(depths.openTickets)
      return registry.metrics()
    },
    contentType: registry.contentType,
  }
}
