/** What the load process is asked for, and what it answers. Both go as messages between the processes. */
export interface Replay {
  kind: 'replay';
  port: number;
  clients: number;
  seconds: number;
  /** Whole HTTP requests as they go over the wire. */
  requests: readonly string[];
  /** Which of the requests comes next, as their indexes; all in turn if left out. */
  order?: readonly number[];
  /** `once`: each request may be sent one time only; when all are sent, the turn ends. */
  use: 'again' | 'once';
  status: number;
  /** What a client does between an answer and its next request, in milliseconds; nothing if left out. */
  pauseMs?: number;
}

/** Requests at a rate that does not depend on the answers. The result has the statuses as `failed`, and as `done` how many were sent. */
export interface Flood {
  kind: 'flood';
  port: number;
  perSecond: number;
  seconds: number;
  requests: readonly string[];
}

export interface Checkouts {
  kind: 'checkouts';
  port: number;
  standInPort: number;
  databaseUrl: string;
  clients: number;
  seconds: number;
  variantIds: readonly string[];
  shippingMethodId: string;
  /** So many may be paid and wait for their mail before the clients wait with them. */
  maxUnmailed: number;
  /** Ends earlier, after so many purchases. */
  atMost?: number;
}

export type Task = Replay | Checkouts | Flood;

export interface Latency {
  p50: number;
  p95: number;
  p99: number;
  max: number;
}

export interface LoadResult {
  done: number;
  seconds: number;
  /** Of each request, or of each checkout up to the confirmed payment, in milliseconds. */
  latency: Latency;
  /** What went wrong, with how often. */
  failed: Record<string, number>;
  /** Checkouts: order id and the moment (milliseconds since 1970) at which the payment was confirmed. */
  confirmedAt?: [orderId: string, at: number][];
}
