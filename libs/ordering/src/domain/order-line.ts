import { Money } from '#shared-kernel';
import type { OrderId, ProductId, VariantId } from './ids.js';
import type { PricedLine } from './pricing.js';
import type { TaxRate } from './tariffs.js';

/** One line as it was when the order was placed; the catalogue may change, this does not. */
export class OrderLine {
  readonly variantId: VariantId;
  readonly productId: ProductId;
  readonly productSlug: string;
  readonly sku: string;
  readonly name: string;
  readonly variantName: string;
  readonly imageUrl: string | null;
  readonly quantity: number;
  private readonly currency: string;
  private readonly unitPriceAmount: number;
  private readonly discountAmount: number;
  private readonly lineTotalAmount: number;
  private readonly taxAmount: number;
  private readonly taxBasisPoints: number;
  private readonly taxLabel: string;

  constructor(
    readonly orderId: OrderId,
    readonly position: number,
    line: PricedLine,
  ) {
    this.variantId = line.variantId;
    this.productId = line.productId;
    this.productSlug = line.productSlug;
    this.sku = line.sku;
    this.name = line.name;
    this.variantName = line.variantName;
    this.imageUrl = line.imageUrl;
    this.quantity = line.quantity;
    this.currency = line.unitPrice.currency;
    this.unitPriceAmount = line.unitPrice.amount;
    this.discountAmount = line.discount.amount;
    this.lineTotalAmount = line.lineTotal.amount;
    this.taxAmount = line.tax.amount;
    this.taxBasisPoints = line.taxRate.basisPoints;
    this.taxLabel = line.taxRate.label;
  }

  get unitPrice(): Money {
    return Money.of(this.unitPriceAmount, this.currency);
  }

  get discount(): Money {
    return Money.of(this.discountAmount, this.currency);
  }

  /** After the discount, before tax. */
  get lineTotal(): Money {
    return Money.of(this.lineTotalAmount, this.currency);
  }

  get tax(): Money {
    return Money.of(this.taxAmount, this.currency);
  }

  get taxRate(): TaxRate {
    return { label: this.taxLabel, basisPoints: this.taxBasisPoints };
  }
}
