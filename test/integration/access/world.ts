import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { openApiDocument } from '../../../apps/api/src/openapi.js';
import type { Document } from '../../../tools/fuzz/document.js';
import { join, type Person, type Role } from '../../../tools/fuzz/people.js';
import { Wire } from '../../../tools/fuzz/wire.js';
import { Shop } from '../../support/shop.js';

/** A shop with an API whose every route is to be asked by everybody. */
export interface AccessWorld {
  readonly shop: Shop;
  readonly app: NestFastifyApplication;
  readonly wire: Wire;
  readonly document: Document;
  join(name: string, role: Role): Promise<Person>;
  close(): Promise<void>;
}

export async function openAccess(): Promise<AccessWorld> {
  const shop = await Shop.open({
    workers: 0,
    variables: { ACCOUNT_VERIFICATION: 'optional', TRUSTED_PROXIES: '1', STAFF_SECOND_FACTOR: 'optional' },
  });
  const app = shop.apis[0]!;
  const wire = new Wire(shop.url);
  return {
    ...{ shop, app, wire },
    document: JSON.parse(JSON.stringify(openApiDocument(app))) as Document,
    join: (name, role) => join(wire, (sql, values) => shop.database.query(sql, values), name, role),
    close: async () => {
      wire.close();
      await shop.close();
    },
  };
}
