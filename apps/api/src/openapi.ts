import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { Problem, ProblemDetail } from '#platform/http/problem.js';
import { describeStandingRefusals } from './standing-refusals.js';

/** The description of the API, made from the code. `docs/openapi.json` is this, and a test keeps it so. */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const options = new DocumentBuilder()
    .setTitle('Tradepost')
    .setDescription(
      'Browse, fill a cart, sign in, pay with Stripe. Amounts are integers in the minor unit of their currency; every error is an application/problem+json of RFC 9457.',
    )
    .setVersion('1')
    .addBearerAuth({
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'JWT',
      description: 'The accessToken of POST /v1/auth/sessions, or an API key (tp_…).',
    })
    .addGlobalResponse({
      status: 400,
      description: 'The request is not valid; `errors` names the fields.',
      type: Problem,
    })
    .addGlobalResponse({ status: 429, description: 'Too many requests; see Retry-After.', type: Problem })
    .addGlobalResponse({
      status: 503,
      description:
        'A service that this needs is away. Try again; with the same Idempotency-Key nothing can happen twice.',
      type: Problem,
    })
    .build();
  const document = SwaggerModule.createDocument(app, options, {
    extraModels: [Problem, ProblemDetail],
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}.${method}`,
  });
  describeStandingRefusals(document);
  return document;
}

export function serveDocs(app: INestApplication): void {
  SwaggerModule.setup('docs', app, () => openApiDocument(app), {
    jsonDocumentUrl: 'docs-json',
    yamlDocumentUrl: 'docs-yaml',
    customSiteTitle: 'Tradepost API',
    swaggerOptions: {
      persistAuthorization: true,
      tryItOutEnabled: true,
      displayRequestDuration: true,
      // The groups, folded: the page draws only what is in sight, so that nobody finds a route among all of them by Ctrl-F.
      docExpansion: 'none',
      filter: true,
    },
  });
}
