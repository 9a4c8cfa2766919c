import type { OpenAPIObject } from '@nestjs/swagger';
import { problemContentType } from '#platform/http/problem.js';

interface Operation {
  readonly method: string;
  readonly details: NonNullable<OpenAPIObject['paths'][string]['get']>;
}

/** What is refused before a controller is reached, by what a route takes: said here once, not beside each route. */
const standing: readonly {
  status: string;
  description: string;
  appliesTo: (operation: Operation) => boolean;
}[] = [
  {
    status: '401',
    description: 'The access token that came along is not valid (any more). Leave it out, or sign in again.',
    appliesTo: () => true,
  },
  {
    status: '403',
    description:
      'auth.csrf: a session in cookies needs X-CSRF-Token and an Origin of ours. auth.forbidden: whoever has signed in needs the permission, also where guests need none.',
    appliesTo: ({ method, details: { security = [] } }) => method !== 'get' || security.length > 0,
  },
  {
    status: '413',
    description: 'The body is too large.',
    appliesTo: readsBody,
  },
  {
    status: '414',
    description: 'A part of the path is longer than anything that could stand there.',
    appliesTo: ({ details: { parameters = [] } }) =>
      parameters.some((each) => 'in' in each && each.in === 'path'),
  },
  {
    status: '415',
    description: 'The body is of a content type that this route does not take.',
    appliesTo: readsBody,
  },
  {
    status: '409',
    description: 'idempotency.in-flight: the first request with this Idempotency-Key is still under way.',
    appliesTo: takesIdempotencyKey,
  },
  {
    status: '422',
    description: 'idempotency.other-request: this Idempotency-Key has been used for another request.',
    appliesTo: takesIdempotencyKey,
  },
];

const problemType = problemContentType.split(';', 1)[0] ?? problemContentType;
const problemSchema = { schema: { $ref: '#/components/schemas/Problem' } };

/** Adds what is missing to every operation (what a controller says about a status itself stays), and names the type of refusals as it is. */
export function describeStandingRefusals(document: OpenAPIObject): void {
  for (const operation of operationsOf(document)) {
    const { responses } = operation.details;
    for (const { status, description, appliesTo } of standing)
      if (appliesTo(operation)) responses[status] ??= { description };
    for (const [status, response] of Object.entries(responses))
      if (Number(status) >= 400 && response !== undefined && !('$ref' in response))
        response.content = { [problemType]: problemSchema };
  }
}

function operationsOf({ paths }: OpenAPIObject): Operation[] {
  return Object.values(paths).flatMap((item) =>
    (['get', 'put', 'post', 'delete', 'patch'] as const).flatMap((method) => {
      const details = item[method];
      return details === undefined ? [] : [{ method, details }];
    }),
  );
}

/** Bodies are read, and refused, with every other method, whether or not the route wants one. */
function readsBody({ method }: Operation): boolean {
  return method !== 'get';
}

function takesIdempotencyKey({ details: { parameters = [] } }: Operation): boolean {
  return parameters.some((parameter) => 'name' in parameter && parameter.name === 'Idempotency-Key');
}
