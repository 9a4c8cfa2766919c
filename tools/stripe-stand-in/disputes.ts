import { book } from './charges.js';
import { impossible } from './errors.js';
import type { Charge, Dispute, Fields } from './objects.js';
import type { World } from './world.js';

const DISPUTE_FEE = 1500;
const NO_ENHANCED = { enhanced_eligibility: {} };

/** The bank takes the money back for the time being. */
export function openDispute(world: World, charge: Charge): Dispute {
  const id = world.newId('du');
  const { amount, currency } = charge;
  const withdrawal = book(world, {
    type: 'adjustment',
    amount: -amount,
    fee: DISPUTE_FEE,
    currency,
    source: id,
  });
  charge.disputed = true;
  world.save(charge);
  const dispute = world.save<Dispute>({
    id,
    object: 'dispute',
    amount,
    balance_transactions: [withdrawal],
    charge: charge.id,
    created: world.now(),
    currency,
    enhanced_eligibility_types: [],
    evidence: noEvidence(),
    evidence_details: {
      due_by: world.now() + 7 * 24 * 3600,
      ...NO_ENHANCED,
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    intended_submission_method: null,
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    network_reason_code: '10.4',
    payment_intent: charge.payment_intent,
    payment_method_details: {
      card: { brand: 'visa', case_type: 'chargeback', network: 'visa', network_reason_code: '10.4' },
      type: 'card',
    },
    reason: 'fraudulent',
    status: 'needs_response',
  });
  world.emit('charge.dispute.created', dispute);
  world.emit('charge.dispute.funds_withdrawn', dispute);
  return dispute;
}

export function closeDispute(world: World, dispute: Dispute, outcome: 'lost' | 'won'): Dispute {
  if (dispute.status !== 'needs_response') throw impossible({ message: 'This dispute is already closed' });
  dispute.status = outcome;
  if (outcome === 'won') {
    const { amount, currency, id } = dispute;
    const returned = book(world, { type: 'adjustment', amount, fee: -DISPUTE_FEE, currency, source: id });
    dispute.balance_transactions = [...dispute.balance_transactions, returned];
  }
  world.save(dispute);
  world.emit('charge.dispute.updated', dispute);
  if (outcome === 'won') world.emit('charge.dispute.funds_reinstated', dispute);
  world.emit('charge.dispute.closed', dispute);
  return dispute;
}

function noEvidence(): Fields {
  const names = [
    'access_activity_log billing_address cancellation_policy cancellation_policy_disclosure cancellation_rebuttal',
    'customer_communication customer_email_address customer_name customer_purchase_ip customer_signature',
    'duplicate_charge_documentation duplicate_charge_explanation duplicate_charge_id product_description receipt',
    'refund_policy refund_policy_disclosure refund_refusal_explanation service_date service_documentation',
    'shipping_address shipping_carrier shipping_date shipping_documentation shipping_tracking_number',
    'uncategorized_file uncategorized_text',
  ];
  const nothing = names.flatMap((line) => line.split(' ')).map((name) => [name, null]);
  return { ...(Object.fromEntries(nothing) as Fields), enhanced_evidence: {} };
}
