import fastifyHelmet from '@fastify/helmet';
import { fastify } from 'fastify';
import type { Config } from '#platform/config/config.js';

/**
 * What helmet says of every answer, asked once: it would work the same dozen headers out anew for each request. The content security policy
 * is not among them, since it depends on the page.
 */
export async function helmetHeaders(config: Config): Promise<Record<string, string>> {
  const scratch = fastify();
  await scratch.register(fastifyHelmet, {
    contentSecurityPolicy: false,
    hsts: config.http.publicUrl.startsWith('https:'),
  });
  scratch.get('/', (_request, reply) => reply.send());
  const { headers } = await scratch.inject('/');
  await scratch.close();
  const ofTheAnswer = new Set(['content-length', 'content-type', 'date', 'connection']);
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      ofTheAnswer.has(name) ? [] : [[name, String(value)]],
    ),
  );
}
