import { ChargeTax, OrderingModule, TaxChoices } from '#ordering';
import { DomainError } from '#shared-kernel';
import { say } from './say.js';
import { withShop } from './with-shop.js';

/** One of the rates that the shop can choose from comes into force; the API charges it within seconds. */
export async function chargeTax(place: string | undefined, label: string | undefined): Promise<void> {
  await withShop({ imports: [OrderingModule] }, async (app) => {
    if (place === undefined || label === undefined) {
      const choices = await app.get(TaxChoices).all();
      for (const choice of choices) say(`${percentage(choice.basisPoints).padStart(8)}  ${choice.label}`);
      say(
        choices.length === 0 ? 'There are no rates to choose.' : 'charge-tax PLACE LABEL puts one in force.',
      );
      return;
    }
    try {
      const rate = await app.get(ChargeTax).execute({ place, label, actor: 'cli' });
      say(`${place}: ${rate.label} (${percentage(rate.basisPoints)}) from now on.`);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      say(error.message);
      process.exitCode = 1;
    }
  });
}

function percentage(basisPoints: number): string {
  return `${(basisPoints / 100).toFixed(2)} %`;
}
