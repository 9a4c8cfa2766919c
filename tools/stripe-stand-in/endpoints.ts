import { invalid } from './errors.js';
import { API_VERSION, type Endpoint } from './objects.js';
import type { Params } from './params.js';
import type { World } from './world.js';

export function createEndpoint(world: World, params: Params): Endpoint {
  const url = params.requiredText('url');
  if (!URL.canParse(url)) throw invalid({ message: 'Invalid URL', code: 'url_invalid', param: 'url' });
  const events = params.texts('enabled_events');
  if (events.length === 0)
    throw invalid({ message: 'Missing required param: enabled_events.', param: 'enabled_events' });
  const endpoint = newEndpoint(world, { url, events, secret: world.newId('whsec', 32) });
  endpoint.description = params.text('description') ?? null;
  endpoint.metadata = params.metadata();
  return world.save(endpoint);
}

type NewEndpoint = { url: string; events: string[]; secret: string; id?: string };

export function newEndpoint(world: World, { url, events, secret, id }: NewEndpoint): Endpoint {
  return {
    id: id ?? world.newId('we'),
    object: 'webhook_endpoint',
    api_version: API_VERSION,
    application: null,
    created: world.now(),
    description: null,
    enabled_events: events,
    livemode: false,
    metadata: {},
    secret,
    status: 'enabled',
    url,
  };
}

/** The secret is told once, when the endpoint is made. */
export function withoutSecret(endpoint: Endpoint): Omit<Endpoint, 'secret'> {
  const rest: Partial<Endpoint> = { ...endpoint };
  delete rest.secret;
  return rest;
}
