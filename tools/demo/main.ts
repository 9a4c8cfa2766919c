import { Narrator } from './narrator.js';
import { Purchase } from './purchase.js';
import { CannotShow, findRunningShop } from './running.js';

const narrator = new Narrator();

try {
  const shop = await findRunningShop();
  narrator.title(`A purchase at ${shop.apiUrl}, through the public API alone`);
  await new Purchase(shop, narrator).run();
  narrator.title('Done.');
} catch (error) {
  if (!(error instanceof CannotShow)) throw error;
  process.stderr.write(`\n${error.message}\n`);
  process.exitCode = 1;
}
