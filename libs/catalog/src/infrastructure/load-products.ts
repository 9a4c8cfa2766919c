import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';
import { Product, type Placement, type ProductImage } from '../domain/product.js';
import { Variant } from '../domain/variant.js';
import { choiceMapping, placementMapping, productImageMapping, type ChoiceRow } from './product.mapping.js';

/** The products with these ids, whole and locked, in the order of their ids. One query for each of their tables, however many they are. */
export async function loadProducts(manager: EntityManager, ids: readonly Buffer[]): Promise<Product[]> {
  const products = await manager
    .createQueryBuilder(Product, 'product')
    .where('product.id IN (:...ids)', { ids })
    .orderBy('product.id')
    .setLock('pessimistic_write')
    .getMany();
  // Only now: what belongs to a product stands still once it is locked.
  const variants = await belongingTo(manager, Variant, ids, 'each.currentPosition');
  const choices = await choicesOf(manager, ids);
  const images = await belongingTo<ProductImage>(manager, productImageMapping, ids, 'each.position');
  const placements = await belongingTo<Placement>(manager, placementMapping, ids, 'each.categoryId');
  const parts = {
    variants: grouped(variants, ({ productId }) => productId),
    pictures: grouped(images, ({ productId }) => productId),
    placements: grouped(placements, ({ productId }) => productId),
  };
  const choicesByVariant = grouped(choices, ({ variantId }) => variantId);
  for (const variant of variants) {
    const own = choicesByVariant.get(variant.id) ?? [];
    const currentChoices = own.map(({ optionId, optionValueId }) => ({ optionId, optionValueId }));
    Object.assign(variant, { currentChoices });
  }
  for (const product of products) {
    Object.assign(product, {
      everyVariant: parts.variants.get(product.id) ?? [],
      pictures: parts.pictures.get(product.id) ?? [],
      placements: parts.placements.get(product.id) ?? [],
    });
  }
  return products;
}

function belongingTo<Part extends ObjectLiteral>(
  manager: EntityManager,
  mapping: EntityTarget<Part>,
  ids: readonly Buffer[],
  order: string,
): Promise<Part[]> {
  return manager
    .createQueryBuilder(mapping, 'each')
    .where('each.productId IN (:...ids)', { ids })
    .orderBy(order)
    .getMany();
}

function choicesOf(manager: EntityManager, ids: readonly Buffer[]): Promise<ChoiceRow[]> {
  return manager
    .createQueryBuilder(choiceMapping, 'choice')
    .innerJoin('variants', 'variant', 'variant.id = choice.variant_id')
    .where('variant.product_id IN (:...ids)', { ids })
    .orderBy('choice.optionId')
    .getMany();
}

function grouped<Part>(parts: readonly Part[], key: (part: Part) => string): Map<string, Part[]> {
  const groups = new Map<string, Part[]>();
  for (const part of parts) {
    const group = groups.get(key(part));
    if (group === undefined) groups.set(key(part), [part]);
    else group.push(part);
  }
  return groups;
}
