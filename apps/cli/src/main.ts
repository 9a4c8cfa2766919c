import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { existsSync } from 'node:fs';
import { exitWithReason } from '#platform/config/exit-with-reason.js';
import { chargeTax } from './charge-tax.js';
import { createOwner } from './create-owner.js';
import { grants } from './grants.js';
import { importTshirtshop } from './import-tshirtshop.js';
import { migrate, revert, seed } from './migrate.js';
import { removeSecondFactor } from './remove-second-factor.js';
import { replay } from './replay.js';
import { rotateKeys } from './rotate-keys.js';
import { seedLargeShop } from './seed-large-shop.js';

const usage = `Tradepost's command line

  migrate                       brings the schema up to date (DATABASE_ADMIN_URL)
  grants                        prints the rights that the shop's own database account needs, table by table
  migrate --revert              takes the last migration back
  seed [--if-empty]             fills the sample shop and makes the demo accounts (DEMO_PASSWORD)
  seed --products N             the sample shop and N products more, for a large shop
  create-owner --email E [--name N]
                                makes a staff account; the password is read from OWNER_PASSWORD
  remove-second-factor --email E
                                lets somebody in without a code whose device is lost, when no owner can
  import:tshirtshop FILE.sql [--stock N] [--images FOLDER] [--replace-shipping] [--dry-run] [--json FILE]
                                takes over a tshirtshop from a dump of its database (docs/import-tshirtshop.md)
  charge-tax [PLACE LABEL]      puts one of the shop's rates in force: charge-tax US-CA "Sales Tax at 8.5%"; alone it lists them
  rotate-keys [--at-once]       lets another key sign access tokens; at once: all that were issued so far are refused
  replay [EVENT_ID]             gives the outbox's dead events, or the one named, a new life
`;

if (existsSync('.env')) process.loadEnvFile('.env');
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    revert: { type: 'boolean' },
    'if-empty': { type: 'boolean' },
    products: { type: 'string' },
    email: { type: 'string' },
    name: { type: 'string' },
    stock: { type: 'string' },
    images: { type: 'string' },
    json: { type: 'string' },
    'dry-run': { type: 'boolean' },
    'at-once': { type: 'boolean' },
    'replace-shipping': { type: 'boolean' },
  },
});
await run().catch(exitWithReason);

async function run(): Promise<void> {
  switch (positionals[0] ?? 'help') {
    case 'migrate':
      return values.revert === true ? revert() : migrate();
    case 'grants':
      return grants();
    case 'seed':
      if (values.products !== undefined) return seedLargeShop(values.products);
      return seed({ ifEmpty: values['if-empty'] === true });
    case 'create-owner':
      return createOwner(values.email, values.name);
    case 'remove-second-factor':
      return removeSecondFactor(values.email);
    case 'import:tshirtshop':
      return importTshirtshop(positionals[1], values);
    case 'charge-tax':
      return chargeTax(positionals[1], positionals[2]);
    case 'rotate-keys':
      return rotateKeys({ atOnce: values['at-once'] === true });
    case 'replay':
      return replay(positionals[1]);
    default:
      process.stdout.write(usage);
      process.exitCode = positionals.length === 0 ? 0 : 64; // EX_USAGE
  }
}
