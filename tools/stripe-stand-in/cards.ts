/** What happens to a payment with this card. Found again by the last four digits, which are all different. */
export type TestCard = {
  number: string;
  label: string;
  names: string[];
  decline?: Decline;
  authenticate?: boolean;
  /** Not decided at once: the payment is `processing` first. */
  settles?: 'succeeded' | 'failed';
  disputed?: boolean;
  refund?: 'pending' | 'fails';
};

export type Decline = { code: string; decline_code?: string; message: string };

const declined: Decline = {
  code: 'card_declined',
  decline_code: 'generic_decline',
  message: 'Your card was declined.',
};

export const testCards: readonly TestCard[] = [
  { number: '4242424242424242', label: 'succeeds', names: ['visa'] },
  { number: '4000000000000002', label: 'is declined', names: ['chargeDeclined'], decline: declined },
  {
    number: '4000000000009995',
    label: 'is declined: insufficient funds',
    names: ['chargeDeclinedInsufficientFunds'],
    decline: {
      code: 'card_declined',
      decline_code: 'insufficient_funds',
      message: 'Your card has insufficient funds.',
    },
  },
  {
    number: '4000000000000069',
    label: 'is declined: expired',
    names: ['chargeDeclinedExpiredCard'],
    decline: { code: 'expired_card', decline_code: 'expired_card', message: 'Your card has expired.' },
  },
  {
    number: '4000000000000127',
    label: 'is declined: wrong CVC',
    names: ['chargeDeclinedIncorrectCvc'],
    decline: {
      code: 'incorrect_cvc',
      decline_code: 'incorrect_cvc',
      message: "Your card's security code is incorrect.",
    },
  },
  {
    number: '4000000000000119',
    label: 'is declined: processing error',
    names: ['chargeDeclinedProcessingError'],
    decline: {
      code: 'processing_error',
      decline_code: 'processing_error',
      message: 'An error occurred while processing your card. Try again in a little bit.',
    },
  },
  {
    number: '4000002760003184',
    label: 'asks for 3-D Secure',
    names: ['authenticationRequired'],
    authenticate: true,
  },
  {
    number: '4000000000003220',
    label: 'asks for 3-D Secure 2',
    names: ['threeDSecure2Required'],
    authenticate: true,
  },
  {
    number: '4000008400001629',
    label: 'asks for 3-D Secure, then is declined',
    names: ['threeDSecureRequiredChargeDeclined'],
    authenticate: true,
    decline: declined,
  },
  {
    number: '4000000000000259',
    label: 'succeeds, then is disputed',
    names: ['createDispute'],
    disputed: true,
  },
  {
    number: '4000000000007726',
    label: 'succeeds; a refund is pending first',
    names: ['pendingRefund'],
    refund: 'pending',
  },
  {
    number: '4000000000005126',
    label: 'succeeds; a refund fails later',
    names: ['refundFail'],
    refund: 'fails',
  },
  // These two are ours: Stripe has no card that is processing for a while, only other payment methods.
  {
    number: '4000000000006060',
    label: 'is processing, then succeeds',
    names: ['async'],
    settles: 'succeeded',
  },
  {
    number: '4000000000006078',
    label: 'is processing, then fails',
    names: ['asyncFails'],
    settles: 'failed',
  },
];

/** `pm_card_chargeDeclined` and `pm_card_visa_chargeDeclined` mean the same. */
export function cardByName(name: string): TestCard | undefined {
  const plain = /^pm_card_(?:visa_)?(.+)$/.exec(name)?.[1];
  return testCards.find((card) => plain !== undefined && card.names.includes(plain));
}

export function cardByNumber(number: string): TestCard | undefined {
  return testCards.find((card) => card.number === number.replaceAll(/[\s-]/g, ''));
}

export function cardByLast4(last4: string): TestCard {
  const card = testCards.find(({ number }) => number.endsWith(last4));
  if (!card) throw new Error(`No test card ends in ${last4}`);
  return card;
}
