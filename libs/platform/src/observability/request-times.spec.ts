import { describe, expect, it } from '@jest/globals';
import { Histogram, Registry } from 'prom-client';
import { RequestTimes } from './request-times.js';

const requests = [
  ['GET', '/v1/products', 200, 0.004],
  ['GET', '/v1/products', 200, 0.005],
  ['GET', '/v1/products', 304, 0.0051],
  ['GET', '/v1/products', 200, 11],
  ['POST', '/v1/orders', 503, 0.25],
] as const;

describe('the times of requests', () => {
  it("read as prom-client's own histogram", async () => {
    const [ours, theirs] = [new Registry(), new Registry()];
    const times = new RequestTimes(ours);
    const histogram = new Histogram({
      ...{ name: 'tradepost_http_request_seconds', help: 'Time to answer, by route and status class.' },
      ...{ labelNames: ['method', 'route', 'status'], registers: [theirs] },
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    });
    for (const [method, route, status, seconds] of requests) {
      times.count(method, route, status, seconds);
      histogram.observe({ method, route, status: `${String(Math.floor(status / 100))}xx` }, seconds);
    }
    expect(lines(await ours.metrics())).toEqual(lines(await theirs.metrics()));
  });
});

/** Whose order, and that of the labels, means nothing. */
function lines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.replace(/\{(.*)\}/, (_, labels: string) => `{${labels.split(',').sort().join(',')}}`))
    .sort();
}
