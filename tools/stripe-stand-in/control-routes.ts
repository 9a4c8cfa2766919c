import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Control, Redelivery } from './control.js';
import { ApiError } from './errors.js';
import type { Fault, FaultKind } from './faults.js';
import { readBody, sendJson } from './http.js';
import type { WebhookBehaviour } from './webhooks.js';

type Outcome<T extends string> = { outcome?: T };
type Handler = (control: Control, body: unknown, id: string) => unknown;

const routes: Record<string, Handler> = {
  'GET statistics': (control) => control.statistics(),
  'GET faults': (control) => control.faultsWaiting(),
  'POST faults': (control, body) => control.fault(body as Partial<Fault> & { kind: FaultKind }),
  'DELETE faults': (control) => {
    control.clearFaults();
    return {};
  },
  'POST webhooks': (control, body) => control.webhooks(body as Partial<WebhookBehaviour>),
  'POST redeliver': (control, body) => control.redeliver(body as Redelivery),
  'POST reset': async (control) => {
    await control.reset();
    return {};
  },
  'POST checkout_sessions/:id/pay': (control, body, id) => {
    const { card, email } = body as { card?: string; email?: string };
    return control.pay(id, card, email);
  },
  'POST payment_intents/:id/authenticate': (control, body, id) =>
    control.authenticate(id, (body as Outcome<'failed' | 'succeeded'>).outcome),
  'POST payment_intents/:id/settle': (control, body, id) =>
    control.settle(id, (body as Outcome<'failed' | 'succeeded'>).outcome),
  'POST refunds/:id/decide': (control, body, id) =>
    control.decideRefund(id, (body as Outcome<'failed' | 'succeeded'>).outcome ?? 'succeeded'),
  'POST disputes/:id/close': (control, body, id) =>
    control.closeDispute(id, (body as Outcome<'lost' | 'won'>).outcome ?? 'lost'),
};

/** JSON in, JSON out; without a key, because this listens on this machine only. */
export async function controlRoute(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  control: Control,
): Promise<void> {
  const [what = '', id = '', verb] = path.replace('/_control/', '').split('/');
  const name = verb === undefined ? what : `${what}/:id/${verb}`;
  const handler = routes[`${String(request.method)} ${name}`];
  if (!handler) {
    sendJson(response, 404, JSON.stringify({ error: 'unknown', known: Object.keys(routes) }));
    return;
  }
  try {
    const text = await readBody(request);
    const result = await handler(control, text === '' ? {} : JSON.parse(text), id);
    sendJson(response, 200, JSON.stringify(result, null, 2));
  } catch (error) {
    if (error instanceof ApiError) sendJson(response, error.status, JSON.stringify({ error: error.body }));
    else if (error instanceof SyntaxError) sendJson(response, 400, '{"error":"the body is not JSON"}');
    else throw error;
  }
}
